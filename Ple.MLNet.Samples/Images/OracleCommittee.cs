using Microsoft.ML;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Images;

/// <summary>Oracles that differ in their seed alone: one or another moves a FID by more than methods differ.</summary>
/// <param name="members">Owned.</param>
internal sealed class OracleCommittee(IReadOnlyList<Oracle> members) : IDisposable
{
    private const int Count = 3;
    private const double LowestUsefulAccuracy = 0.8;

    public IReadOnlyList<Oracle> Members => members;

    /// <param name="options">Of each, but for the seed, which is its number from 1.</param>
    public static OracleCommittee Train(MLContext mlContext, ImageFolder images, OracleOptions options, Stages stages, CancellationToken cancellation)
    {
        var members = new List<Oracle>();
        try
        {
            for (int number = 1; number <= Count; number++)
            {
                Oracle oracle = stages.Run($"training oracle {number} of {Count}", progress => Oracle.Train(mlContext, images, options with { Seed = number }, progress, cancellation));
                members.Add(oracle);
                stages.Say(FormattableString.Invariant($"oracle {number} names {oracle.TestAccuracy:P1} of all test images rightly"));
                if (oracle.TestAccuracy < LowestUsefulAccuracy)
                    stages.Say("warning: an oracle this weak makes classes and features doubtful");
            }
            return new(members);
        }
        catch
        {
            members.ForEach(oracle => oracle.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (Oracle oracle in members)
            oracle.Dispose();
    }
}

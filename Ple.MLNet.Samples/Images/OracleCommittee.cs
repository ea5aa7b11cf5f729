using Microsoft.ML;
using Ple.MLNet.Images;
using Ple.MLNet.Samples.Terminal;

namespace Ple.MLNet.Samples.Images;

/// <summary>Oracles that differ in their seed alone: one or another moves a FID by more than methods differ.</summary>
/// <param name="members">Owned.</param>
internal sealed class OracleCommittee(IReadOnlyList<Oracle> members) : IDisposable
{
    /// <summary>Members, where no number is given.</summary>
    public const int Count = 3;

    private const double LowestUsefulAccuracy = 0.8;

    public IReadOnlyList<Oracle> Members => members;

    /// <param name="mlContext">Trains and scores.</param>
    /// <param name="images">To train and to test with.</param>
    /// <param name="options">Of each, but for the seed, which is its number from 1.</param>
    /// <param name="cache">Where trained ones are taken from and kept; null trains each time.</param>
    /// <param name="stages">Shows what is done.</param>
    /// <param name="cancellation">Between two steps of training.</param>
    /// <param name="count">Members.</param>
    public static OracleCommittee Train(MLContext mlContext, ImageFolder images, OracleOptions options, OracleCache? cache, Stages stages, CancellationToken cancellation, int count = Count)
    {
        var members = new List<Oracle>();
        try
        {
            for (int number = 1; number <= count; number++)
            {
                Oracle oracle = Member(mlContext, images, options with { Seed = number }, count, cache, stages, cancellation);
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

    /// <summary>One of the cache, or a new one, which goes there.</summary>
    private static Oracle Member(MLContext mlContext, ImageFolder images, OracleOptions options, int count, OracleCache? cache, Stages stages, CancellationToken cancellation)
    {
        string? file = cache?.FileOf(images.Training, options);
        if (file is not null && OracleCache.Load(mlContext, file) is { } kept)
        {
            stages.Say($"oracle {options.Seed} of {count} was trained before on these images: taken from {file}");
            return new(mlContext, kept, images.Test);
        }
        ImageClassifierTransformer trained = stages.Run($"training oracle {options.Seed} of {count}", progress => Oracle.TrainClassifier(mlContext, images.Training, options, progress, cancellation));
        if (file is not null && OracleCache.Save(mlContext, file, trained, images.Training.ToDataView(mlContext).Schema) is string fault)
            stages.Say($"warning: the oracle is not kept for another run: {fault}");
        return new(mlContext, trained, images.Test);
    }

    public void Dispose()
    {
        foreach (Oracle oracle in members)
            oracle.Dispose();
    }
}

using System.Globalization;
using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Benchmarks.Peers;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>Rows added to a class of a tenth of the rows, up to one for three of the others: from a view to a view that was read, beside imbalanced-learn from array to array.</summary>
internal static class OverSamplingWork
{
    public static IEnumerable<UserWork> Of(MLContext ml, PythonPeer peer, bool quick)
    {
        foreach (int count in quick ? new[] { 10_000 } : [10_000, 100_000])
        {
            IDataView data = UserRows.Table(ml, count);
            foreach ((string name, string script, RowSampling sampler) in new (string, string, RowSampling)[] { ("SMOTE", "smote", new SmoteSampling()), ("random over-sampling", "copies", new RandomOverSampling()) })
            {
                var options = new AugmentationOptions { Sampler = sampler, Seed = 1 };
                Action ours = WarmUp.Of(() => UserRows.Read(ml.Ple.GenerateRows(data, options)));
                yield return new($"{name}, {count} x {UserRows.Numbers}", Turns.Clocked(ours), "imbalanced-learn",
                    () => double.Parse(peer.RunScript("over_sampling.py", script, count.ToString(CultureInfo.InvariantCulture))[0][0], CultureInfo.InvariantCulture), count);
            }
        }
    }
}

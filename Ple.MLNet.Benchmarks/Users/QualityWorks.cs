using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Scoring;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>The comparison of a synthetic with a real table, and the classifier that tells them apart, its dearest part.</summary>
internal static class QualityWorks
{
    private const int Count = 100_000, RowsOfClassifier = 4000;

    public static IEnumerable<UserWork> Of(MLContext ml, bool quick)
    {
        (IDataView real, IDataView made) = (ml.Data.Cache(UserRows.Table(ml, Count)), ml.Data.Cache(UserRows.Table(ml, Count, seed: 2)));
        IHost host = ((IHostEnvironment)ml).Register("users");
        (TableEncoding encoding, FieldTable training) = TableEncoder.Fit(host, real, new() { Seed = 1 }, most: 20_000);
        FieldTable synthetic = FieldTable.Load(host, made, encoding, most: 20_000);
        yield return new($"two-sample AUC of {Count} rows", Turns.Clocked(() => TwoSampleTest.Of(encoding, synthetic, training, RowsOfClassifier)), "all of the comparison",
            Turns.Clocked(() => ml.Ple.TableQuality(real, made, new TableQualityOptions { Seed = 1 })), Count) { MostTurns = quick ? 1 : 5 };
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Reports;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Fairness;

/// <summary>Generators of vectors of three classes whose faults are known, with an oracle that is right nine times of ten.</summary>
internal static class FiveGenerators
{
    private const int Dimensions = 8, Rows = 2000;

    private static readonly double[] _shares = [0.70, 0.25, 0.05], _shifted = [0.65, 0.25, 0.10];

    /// <summary>Their names, and the kind of finding that tells each; null for the one without fault.</summary>
    public static IReadOnlyDictionary<string, FindingKind?> Expected { get; } = new Dictionary<string, FindingKind?>
    {
        ["perfect"] = null, ["drops a class"] = FindingKind.LostClass, ["copies"] = FindingKind.Copies, ["adds noise"] = FindingKind.Unlike, ["shifts a class"] = FindingKind.ShiftedClass,
    };

    /// <summary>The kind that the report's verdict is of; null where it accuses of nothing.</summary>
    public static FindingKind? Verdict(string generator, int seed)
    {
        var ml = new MLContext(seed);
        var random = new Random(seed);
        (float[] Features, int Class)[] training = Draw(random, _shares), heldOut = Draw(random, _shares);
        (float[] Features, int Class)[] made = generator switch
        {
            "perfect" => Draw(random, _shares),
            "drops a class" => Draw(random, [0.74, 0.26, 0]),
            "copies" => [.. Enumerable.Range(0, Rows).Select(_ => training[random.Next(Rows)])],
            "adds noise" => [.. Draw(random, _shares).Select(row => (row.Features.Zip(GaussianRows.Make(random, 1, Dimensions, 0, 0.4)[0], (a, b) => a + b).ToArray(), row.Class))],
            "shifts a class" => Draw(random, _shifted),
            _ => throw new ArgumentOutOfRangeException(nameof(generator), generator, "No such generator."),
        };
        IDataView Table((float[] Features, int Class)[] rows)
        {
            var schema = SchemaDefinition.Create(typeof(Row));
            schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Dimensions);
            return ml.Data.LoadFromEnumerable(rows.Select(r => new Row(r.Features, $"{r.Class}", $"{Named(random, r.Class)}")).ToArray(), schema);
        }

        var report = ml.Ple.ClassImbalanceFairness().Fit(Table(training), Table(heldOut)).Score(Table(made));
        return report.Findings.Where(f => f.Kind < FindingKind.UnusableColumn).Select(f => (FindingKind?)f.Kind).FirstOrDefault();
    }

    private static (float[] Features, int Class)[] Draw(Random random, double[] shares) => [.. Enumerable.Range(0, Rows).Select(_ =>
    {
        double at = random.NextDouble();
        int c = at < shares[0] ? 0 : at < shares[0] + shares[1] ? 1 : 2;
        float[] row = GaussianRows.Make(random, 1, Dimensions, 0, 1)[0];
        row[c] += 3;
        row[7] = row[6] * 0.8f + row[7] * 0.6f;
        return (row, c);
    })];

    /// <summary>The oracle: right nine times of ten, whatever the class.</summary>
    private static int Named(Random random, int actual) => random.NextDouble() < 0.9 ? actual : (actual + 1 + random.Next(2)) % 3;

    private sealed record Row(float[] Features, string Label, string PredictedLabel);
}

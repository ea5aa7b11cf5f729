using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Fairness;

/// <summary>Whether a classifier learns from generated rows to tell the classes of real ones.</summary>
/// <param name="OfGenerated">Of each class the share of real rows named rightly after fitting to generated rows; null where that cannot be fitted.</param>
/// <param name="OfTraining">The same after fitting to training rows.</param>
internal sealed record DownstreamRecalls(IReadOnlyDictionary<string, double?>? OfGenerated, IReadOnlyDictionary<string, double?>? OfTraining)
{
    /// <param name="generated">Rows by the oracle's classes.</param>
    /// <param name="real">Rows to test on.</param>
    /// <param name="training">Real rows that are not tested on; null for none.</param>
    /// <param name="seed">Of the trainer.</param>
    public static DownstreamRecalls Of(ClassStatistics generated, ClassStatistics real, ClassStatistics? training, int seed)
        => new(After(generated, real, seed), training is null ? null : After(training, real, seed));

    private static Dictionary<string, double?>? After(ClassStatistics fitted, ClassStatistics real, int seed)
    {
        Row[] rows = Rows(fitted), tests = Rows(real);
        if (tests.Length == 0 || rows.Select(r => r.Label).Distinct().Count() < 2)
            return null;
        var mlContext = new MLContext(Seeds.Derive(seed, SeedPurpose.DownstreamRows));
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        var model = mlContext.Transforms.Conversion.MapValueToKey(nameof(Row.Label))
            .Append(mlContext.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false))
            .Append(mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(mlContext.Data.LoadFromEnumerable(rows, schema));
        IEnumerable<string> predicted = model.Transform(mlContext.Data.LoadFromEnumerable(tests.Select(t => new Row(t.Features, rows[0].Label)), schema)).GetColumn<string>("PredictedLabel");
        return tests.Zip(predicted, (test, named) => (test.Label, IsRight: test.Label == named)).GroupBy(t => t.Label)
            .ToDictionary(g => g.Key, g => (double?)g.Average(t => t.IsRight ? 1.0 : 0), StringComparer.Ordinal);
    }

    private static Row[] Rows(ClassStatistics statistics)
        => [.. statistics.Classes.Order(StringComparer.Ordinal).SelectMany(name => statistics.Features(name)!.Sample.Select(row => new Row(row, name)))];

    private sealed record Row(float[] Features, string Label);
}

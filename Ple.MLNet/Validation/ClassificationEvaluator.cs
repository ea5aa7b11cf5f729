using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Validation;

/// <summary>Reads classified rows and measures them.</summary>
internal static class ClassificationEvaluator
{
    public static ClassificationReport Evaluate(IHost host, IDataView data, EvaluationOptions options)
    {
        options.Validate();
        (TableCondition known, int[] labels) = ConditionReader.ReadAll(host, data, options.LabelColumnName);
        object[] classes = [.. known.Categories];
        if (Array.IndexOf(labels, -1) is >= 0 and var missing)
            throw host.Except($"Column '{options.LabelColumnName}' is missing in row {missing}: classified rows are compared with classes that are known.");
        (TableCondition names, int[] predictions) = ConditionReader.ReadAll(host, data, options.PredictedLabelColumnName);
        object[] named = [.. names.Categories];
        int[] index = Array.ConvertAll(named, value => Array.FindIndex(classes, c => c.Equals(value)));
        if (named.Length > 0 && index.All(i => i < 0) && named[0].GetType() != classes[0].GetType())
            throw host.ExceptSchemaMismatch(nameof(data), "predicted label", options.PredictedLabelColumnName, data.Schema[options.LabelColumnName].Type.ToString(), data.Schema[options.PredictedLabelColumnName].Type.ToString());
        predictions = Array.ConvertAll(predictions, p => p < 0 ? -1 : index[p]);
        int positive = classes.Length == 2 ? Positive(known, labels, options.PositiveClass) : -1;
        var rows = new ClassifiedRows(classes.Length, positive, labels, predictions, Probabilities(host, data, options, classes, positive));
        return new(classes, positive < 0 ? null : classes[positive], rows.Confusion(), Measure(rows, options, options.Seed ?? host.Rand.Next()));
    }

    private static Dictionary<ClassMetric, MeasuredValue> Measure(ClassifiedRows rows, EvaluationOptions options, int seed)
    {
        double[] values = rows.Metrics();
        double[][] resampled = new double[options.Resamples][];
        for (int resample = 0; resample < options.Resamples; resample++)
        {
            int[] times = new int[rows.Count];
            for (int i = 0; i < rows.Count; i++)
                times[(int)(CounterRandom.Uniform(seed, resample, i) * rows.Count)]++;
            resampled[resample] = rows.Metrics(times);
        }
        return Enum.GetValues<ClassMetric>().ToDictionary(m => m, m => new MeasuredValue(values[(int)m], Interval([.. resampled.Select(r => r[(int)m]).Where(double.IsFinite).Order()], options.Level)));
    }

    private static ConfidenceInterval? Interval(double[] sorted, double level)
    {
        if (sorted.Length < 2)
            return null;
        double At(double share) => sorted[(int)Math.Clamp(Math.Round(share * (sorted.Length - 1)), 0, sorted.Length - 1)];
        return new(At((1 - level) / 2), At((1 + level) / 2), level);
    }

    private static int Positive(TableCondition classes, int[] labels, object? asked) => asked is not null ? classes.IndexOf(asked)
        : classes.Categories.Index().FirstOrDefault(c => c.Item.Equals(true)) is { Item: not null } isTrue ? isTrue.Index
        : labels.Count(l => l == 0) < labels.Count(l => l == 1) ? 0 : 1;

    /// <summary>[class][row]</summary>
    private static double[][]? Probabilities(IHost host, IDataView data, EvaluationOptions options, object[] classes, int positive)
    {
        string? name = options.ProbabilityColumnName ?? (positive >= 0 && data.Schema.GetColumnOrNull(ScoredColumns.Probability) is not null ? ScoredColumns.Probability
            : data.Schema.GetColumnOrNull(ScoredColumns.Score)?.Type is VectorDataViewType ? ScoredColumns.Score : null);
        if (name is null)
            return null;
        if (data.Schema.GetColumnOrNull(name) is not DataViewSchema.Column column)
            throw host.ExceptSchemaMismatch(nameof(data), "probability", name);
        if (column.Type == NumberDataViewType.Single)
        {
            if (positive < 0)
                throw host.Except($"Column '{name}' holds one probability a row, and there are {classes.Length} classes: name a column with a probability for each.");
            double[] probability = ClassProbabilities.ReadSingle(host, data, name);
            double[][] both = new double[2][];
            (both[positive], both[1 - positive]) = (probability, Array.ConvertAll(probability, p => 1 - p));
            return both;
        }
        return ClassProbabilities.ReadSlots(host, data, name, ClassProbabilities.SlotsOf(host, data, name, classes));
    }
}

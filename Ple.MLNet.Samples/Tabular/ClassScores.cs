using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>How well a classifier's probabilities find classes: of the rare class where there are two, else the mean over classes, one against the rest.</summary>
/// <param name="AveragePrecision">Area under the precision-recall curve, as steps.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="F1">Of the decisions.</param>
/// <param name="BalancedAccuracy">Mean recall over all classes, of the decisions.</param>
/// <param name="LogLoss">In nats.</param>
/// <param name="ProbabilityRatio">Mean probability over prevalence.</param>
/// <param name="CalibrationSlope">Of a logistic regression on the log-odds.</param>
internal sealed record ClassScores(double AveragePrecision, double RocAuc, double F1, double BalancedAccuracy, double LogLoss, double ProbabilityRatio, double CalibrationSlope)
{
    /// <param name="mlContext">Measures.</param>
    /// <param name="probabilities">[row][class]; the most frequent class first.</param>
    /// <param name="labels">Class of each row; each class is there.</param>
    /// <param name="weights">A row is taken to be of the class with the largest probability / weight: 1 for all, or the prevalence of each.</param>
    public static ClassScores Of(MLContext mlContext, float[][] probabilities, int[] labels, double[] weights)
    {
        int[] classes = [.. Enumerable.Range(0, weights.Length)];
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes.Length);
        IDataView rows = mlContext.Data.LoadFromEnumerable(probabilities.Zip(labels, (p, label) => new Row { Label = label, PredictedLabel = classes.MaxBy(c => p[c] / weights[c]), Score = p }).ToArray(), schema);
        ClassificationReport report = mlContext.Ple.EvaluateClassification(rows, new EvaluationOptions { PositiveClass = classes.Length == 2 ? 1 : null, Resamples = 0 });
        double Of(ClassMetric metric) => report[metric].Value;
        return new(Of(ClassMetric.AveragePrecision), Of(ClassMetric.RocAuc), Of(ClassMetric.F1), Of(ClassMetric.BalancedAccuracy), Of(ClassMetric.LogLoss), Of(ClassMetric.ProbabilityRatio), Of(ClassMetric.CalibrationSlope));
    }

    private sealed class Row
    {
        public int Label { get; set; }

        public int PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}

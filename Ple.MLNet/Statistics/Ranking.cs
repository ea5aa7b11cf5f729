using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Statistics;

/// <summary>How well scores rank rows of one kind above those of another, by ML.NET.</summary>
internal static class Ranking
{
    /// <summary>Area under the ROC curve: .5 by chance.</summary>
    public static double AreaUnderCurve(IEnumerable<double> scores, IEnumerable<bool> labels) => Evaluate(scores, labels).AreaUnderRocCurve;

    /// <summary>Area under the curve of precision over recall: the share of the first kind by chance.</summary>
    public static double AveragePrecision(IEnumerable<double> scores, IEnumerable<bool> labels) => Evaluate(scores, labels).AreaUnderPrecisionRecallCurve;

    /// <summary>Of an AUC from as many rows of each kind (Hanley and McNeil 1982, Radiology 143).</summary>
    public static double StandardError(double auc, int count)
    {
        double q1 = auc / (2 - auc);
        double q2 = 2 * auc * auc / (1 + auc);
        return Math.Sqrt((auc * (1 - auc) + (count - 1) * (q1 + q2 - 2 * auc * auc)) / ((double)count * count));
    }

    private static BinaryClassificationMetrics Evaluate(IEnumerable<double> scores, IEnumerable<bool> labels)
    {
        var mlContext = new MLContext();
        IDataView rows = mlContext.Data.LoadFromEnumerable(scores.Zip(labels, (score, label) => new Scored { Score = (float)score, Label = label, PredictedLabel = score > 0.5 }));
        return mlContext.BinaryClassification.EvaluateNonCalibrated(rows);
    }

    private sealed class Scored
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }
    }
}

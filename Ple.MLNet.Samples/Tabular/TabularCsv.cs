using System.Globalization;
using Microsoft.ML;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>Writes results as CSV.</summary>
internal static class TabularCsv
{
    public const string ScoresHeader = "augmentation,downstream,ratio,seed,average_precision,roc_auc,f1,balanced_accuracy,seconds,log_loss,probability_ratio,calibration_slope";
    public const string QualityHeader = "augmentation,metric,column,value";

    public static void WriteScores(string path, IEnumerable<TabularResult> results) => AtomicFile.WriteLines(path, [ScoresHeader, .. results.Select(r => Line(
        quoteFormulas: false, r.Augmentation, r.Downstream, r.Ratio, r.Seed, r.Scores.AveragePrecision, r.Scores.RocAuc, r.Scores.F1, r.Scores.BalancedAccuracy, r.Seconds, r.Scores.LogLoss, r.Scores.ProbabilityRatio, r.Scores.CalibrationSlope))]);

    public static void WriteQuality(MLContext mlContext, string path, IEnumerable<(string Augmentation, TableQualityReport Report)> reports, bool quoteFormulas)
        => AtomicFile.WriteLines(path, [QualityHeader, .. reports.SelectMany(r => mlContext.Data
            .CreateEnumerable<Quality>(r.Report.ToDataView(mlContext), reuseRowObject: false)
            .Select(row => Line(quoteFormulas, r.Augmentation, row.Metric, row.Column, row.Value)))]);

    private static string Line(bool quoteFormulas, params object[] cells) => string.Join(',', cells.Select(c => c switch
    {
        double number => number.ToString("G7", CultureInfo.InvariantCulture),
        _ => DelimitedText.Format(Convert.ToString(c, CultureInfo.InvariantCulture)!, ',', quoteFormulas),
    }));

    private sealed class Quality
    {
        public string Metric { get; set; } = "";

        public string Column { get; set; } = "";

        public double Value { get; set; }
    }
}

using System.Globalization;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Samples.Imbalance;

/// <summary>imbalance.csv: a line for each candidate and seed.</summary>
internal static class ImbalanceCsv
{
    public const string Header = "arm,learner,seed,average_precision,roc_auc,brier,log_loss,f1,balanced_accuracy,threshold,seconds";

    private static readonly ClassMetric[] _metrics = [ClassMetric.AveragePrecision, ClassMetric.RocAuc, ClassMetric.BrierScore, ClassMetric.LogLoss, ClassMetric.F1, ClassMetric.BalancedAccuracy];

    public static void Write(string path, IEnumerable<ImbalanceResult> results) => AtomicFile.WriteLines(path, [Header, .. results.Select(r => string.Join(',',
        [r.Arm, $"\"{r.Learner}\"", Number(r.Seed), .. _metrics.Select(m => Number(r.Metrics.GetValueOrDefault(m, double.NaN))), Number(r.Threshold), Number(r.Seconds)]))]);

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}

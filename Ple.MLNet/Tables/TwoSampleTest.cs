using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tables;

/// <summary>
/// The classifier two-sample test (Lopez-Paz and Oquab 2017): how well <see cref="RowClassifier"/> tells synthetic and real rows apart, out of fold.
/// So a generator that gets every column right and their dependence wrong is caught. The result is deterministic.
/// </summary>
internal static class TwoSampleTest
{
    private const int Folds = 3;
    private const int LeastRows = 20;

    /// <param name="encoding">Fitted on training rows.</param>
    /// <param name="synthetic">Synthetic rows.</param>
    /// <param name="real">Real rows.</param>
    /// <param name="most">Rows of each side that are used.</param>
    /// <returns>The AUC and its standard error; null where a side has too few rows.</returns>
    public static (double? Auc, double? Error) Of(TableEncoding encoding, FieldTable synthetic, FieldTable real, int most)
    {
        int count = Math.Min(most, Math.Min(synthetic.Count, real.Count));
        if (count < LeastRows)
            return (null, null);
        var features = new BinnedFeatures(encoding);
        (int[] Features, bool Label, int Fold)[] rows = [.. Take(synthetic, true), .. Take(real, false)];
        double[] scores = new double[rows.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            RowClassifier classifier = RowClassifier.Fit(features.Count, rows.Where(r => r.Fold != fold).Select(r => (r.Features, r.Label)));
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i].Fold == fold)
                    scores[i] = classifier.Score(rows[i].Features);
            }
        }
        double auc = AreaUnderCurve(scores, rows.Select(r => r.Label));
        return (auc, StandardError(auc, count));

        // Equal rows share a fold: what is only repeated must not look as if it were recognised.
        (int[], bool, int)[] Take(FieldTable table, bool isSynthetic)
        {
            int[] order = [.. Enumerable.Range(0, table.Count)];
            new Random(Seeds.Derive(encoding.Seed, SeedPurpose.ClassifierRows)).Shuffle(order);
            return [.. order.Take(count).Select(r => (features.Of(table[r]), isSynthetic, FoldOf(table[r])))];
        }
    }

    /// <summary>Of scores, by ML.NET.</summary>
    public static double AreaUnderCurve(IEnumerable<double> scores, IEnumerable<bool> labels)
    {
        var mlContext = new MLContext();
        IDataView rows = mlContext.Data.LoadFromEnumerable(scores.Zip(labels, (score, label) => new Scored { Score = (float)score, Label = label, PredictedLabel = score > 0.5 }));
        return mlContext.BinaryClassification.EvaluateNonCalibrated(rows).AreaUnderRocCurve;
    }

    /// <summary>Of an AUC from as many rows on each side (Hanley and McNeil 1982, Radiology 143).</summary>
    private static double StandardError(double auc, int count)
    {
        double q1 = auc / (2 - auc);
        double q2 = 2 * auc * auc / (1 + auc);
        return Math.Sqrt((auc * (1 - auc) + (count - 1) * (q1 + q2 - 2 * auc * auc)) / ((double)count * count));
    }

    private static int FoldOf(ReadOnlySpan<double> row)
    {
        ulong hash = 0;
        foreach (double field in row)
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(field)) * 0x9E3779B97F4A7C15 + (hash >> 29);
        return (int)((hash >> 32) % Folds);
    }

    private sealed class Scored
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }
    }
}

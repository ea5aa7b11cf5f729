using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tables;

/// <summary>
/// The classifier two-sample test (Lopez-Paz and Oquab 2017): how well <see cref="RowClassifier"/> tells synthetic and real rows apart, out of fold.
/// So a generator that gets every column right and their dependence wrong is caught. The result is deterministic.
/// </summary>
internal static class TwoSampleTest
{
    private const int Folds = 5;

    /// <summary>Rows that it takes of each side.</summary>
    public const int FewestRows = 20;

    /// <summary>Where real rows repeat this often, equal ones are spread over the folds: else no row could be recognised.</summary>
    private const int OftenRepeated = 10;

    /// <param name="encoding">Fitted on training rows.</param>
    /// <param name="synthetic">Synthetic rows.</param>
    /// <param name="real">Real rows.</param>
    /// <param name="most">Rows of each side that are used.</param>
    /// <returns>The AUC and its standard error; null where a side has too few rows.</returns>
    public static (double? Auc, double? Error) Of(TableEncoding encoding, FieldTable synthetic, FieldTable real, int most)
    {
        int count = Math.Min(most, Math.Min(synthetic.Count, real.Count));
        if (count < FewestRows)
            return (null, null);
        var features = new BinnedFeatures(encoding);
        bool isCoarse = Enumerable.Range(0, real.Count).Select(r => Hash(real[r])).Distinct().Count() * OftenRepeated < real.Count;
        (int[] Features, bool Label, int Fold)[] rows = [.. Take(synthetic, true), .. Take(real, false)];
        double[] scores = new double[rows.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            (int[] Features, bool Label)[] others = [.. rows.Where(r => r.Fold != fold).Select(r => (r.Features, r.Label))];
            if (others.DistinctBy(r => r.Label).Count() < 2)
                continue; // nothing to learn from: these rows keep the score 0
            RowClassifier classifier = RowClassifier.Fit(features.Count, others);
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i].Fold == fold)
                    scores[i] = classifier.Score(rows[i].Features);
            }
        }
        double auc = Ranking.AreaUnderCurve(scores, rows.Select(r => r.Label));
        return (auc, Ranking.StandardError(auc, count));

        // Equal rows share a fold: what is only repeated must not look as if it were recognised.
        (int[], bool, int)[] Take(FieldTable table, bool isSynthetic)
        {
            int[] order = [.. Enumerable.Range(0, table.Count)];
            new Random(Seeds.Derive(encoding.Seed, SeedPurpose.ClassifierRows)).Shuffle(order);
            return [.. order.Take(count).Select((r, i) => (features.Of(table[r]), isSynthetic, isCoarse ? i % Folds : (int)((Hash(table[r]) >> 32) % Folds)))];
        }
    }

    private static ulong Hash(ReadOnlySpan<double> row)
    {
        ulong hash = 0;
        foreach (double field in row)
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(field)) * 0x9E3779B97F4A7C15 + (hash >> 29);
        return hash;
    }
}

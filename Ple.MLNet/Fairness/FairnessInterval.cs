using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>The bootstrap interval of the fairness ratio.</summary>
internal static class FairnessInterval
{
    /// <summary>
    /// Quantiles of the resampled ratios, scaled so that their median meets the measured ratio: a resample repeats rows and so has the
    /// bias of fewer rows than the sample it is drawn from, which shifts plain percentiles.
    /// </summary>
    /// <returns>Null where resamples have no finite ratio.</returns>
    public static ConfidenceInterval? Around(double ratio, double[] majority, double[] minority, double level)
    {
        double[] ratios = [.. minority.Zip(majority, (ofMinority, ofMajority) => ofMinority / ofMajority).Order()];
        double scale = ratio / Quantile(ratios, 0.5);
        double tail = (1 - level) / 2;
        double lower = scale * Quantile(ratios, tail), upper = scale * Quantile(ratios, 1 - tail);
        return double.IsFinite(lower) && double.IsFinite(upper) ? new(lower, upper, level) : null;
    }

    private static double Quantile(double[] sorted, double probability)
    {
        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

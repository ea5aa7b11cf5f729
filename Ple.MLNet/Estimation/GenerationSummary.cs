using MathNet.Numerics.Statistics;

namespace Ple.MLNet.Estimation;

/// <summary>
/// One parameter in one generation over all runs of an <see cref="EstimationLoop"/>. Absorbed runs count in every number, with the value at
/// which they stopped.
/// </summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardError">Standard error of the mean: standard deviation over the root of the number of runs.</param>
/// <param name="Median">Median.</param>
/// <param name="LowerDecile">10 % quantile.</param>
/// <param name="UpperDecile">90 % quantile.</param>
/// <param name="DegenerateShare">
/// Share of runs that are absorbed (a parameter reached its bound or left the finite numbers, so that nothing changes any more) or whose
/// parameter is closer to 0 than a tenth of the truth. The second does not apply to a truth of 0. A run that grew without limit is not
/// counted until it overflows: mean and median show it.
/// </param>
public sealed record GenerationSummary(double Mean, double StandardError, double Median, double LowerDecile, double UpperDecile, double DegenerateShare)
{
    internal static GenerationSummary Of(double[] values, double truth, bool[] absorbed)
    {
        int degenerate = 0;
        for (int run = 0; run < values.Length; run++)
        {
            if (absorbed[run] || Math.Abs(values[run]) < 0.1 * Math.Abs(truth))
                degenerate++;
        }
        (double mean, double deviation) = values.MeanStandardDeviation();
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return new(
            mean,
            deviation / Math.Sqrt(values.Length),
            SortedArrayStatistics.Median(sorted),
            SortedArrayStatistics.Quantile(sorted, 0.1),
            SortedArrayStatistics.Quantile(sorted, 0.9),
            (double)degenerate / values.Length);
    }
}

using System.Globalization;
using MathNet.Numerics.Statistics;

namespace Ple.MLNet.Estimation;

/// <summary>
/// One parameter in one generation over all runs of an <see cref="EstimationLoop"/>. Absorbed runs count in every number, with the value at
/// which they stopped.
/// </summary>
public sealed class GenerationSummary
{
    internal GenerationSummary(double mean, double standardError, double median, double lowerDecile, double upperDecile, double degenerateShare)
        => (Mean, StandardError, Median, LowerDecile, UpperDecile, DegenerateShare) = (mean, standardError, median, lowerDecile, upperDecile, degenerateShare);

    /// <summary>Mean.</summary>
    public double Mean { get; }

    /// <summary>Standard error of the mean: standard deviation over the root of the number of runs.</summary>
    public double StandardError { get; }

    /// <summary>Median.</summary>
    public double Median { get; }

    /// <summary>10 % quantile.</summary>
    public double LowerDecile { get; }

    /// <summary>90 % quantile.</summary>
    public double UpperDecile { get; }

    /// <summary>Share of runs that are absorbed (a parameter reached its bound or left the finite numbers, so that nothing changes any more) or whose
    /// parameter is closer to 0 than a tenth of the truth. The second does not apply to a truth of 0. A run that grew without limit is not
    /// counted until it overflows: mean and median show it.</summary>
    public double DegenerateShare { get; }

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

    /// <summary>The mean, its error and the share of degenerate runs.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Mean:g4} +- {StandardError:g2}, median {Median:g4}, degenerate {DegenerateShare:p1}");
}

using MathNet.Numerics.Distributions;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Intervals of the fairness ratio.</summary>
internal static class RatioIntervals
{
    /// <summary>By the bootstrap over generated and real rows, of the ratio of two Frechet distances.</summary>
    /// <param name="ratio">As measured.</param>
    /// <param name="majority">Real and generated rows of the majority.</param>
    /// <param name="minority">Real and generated rows of the minority.</param>
    /// <param name="options">Resamples and level.</param>
    /// <param name="seed">Of the resamples.</param>
    /// <returns>Null where resamples have no finite ratio, or no rows are kept.</returns>
    public static ConfidenceInterval? OfFrechet(double ratio, (FeatureStatistics Real, FeatureStatistics Generated) majority, (FeatureStatistics Real, FeatureStatistics Generated) minority,
        ClassImbalanceFairnessOptions options, int seed)
    {
        if (((FeatureStatistics[])[majority.Real, majority.Generated, minority.Real, minority.Generated]).Any(s => s.Sample.Length < 2))
            return null;
        return FairnessInterval.Around(ratio, Resampled(majority, SeedPurpose.MajorityResamples), Resampled(minority, SeedPurpose.MinorityResamples), options.ConfidenceLevel);

        // Real and generated rows are independent: what resampling one side and the other does to the distance multiplies.
        double[] Resampled((FeatureStatistics Real, FeatureStatistics Generated) of, SeedPurpose purpose)
        {
            double[] generated = FrechetBootstrap.Distances(of.Real.Moments, of.Generated.Sample, options.Resamples, Seeds.Derive(seed, purpose));
            double[] real = FrechetBootstrap.Distances(of.Generated.Moments, of.Real.Sample, options.Resamples, Seeds.Derive(seed, SeedPurpose.RealResamples, (int)purpose));
            double mean = real.Average();
            return [.. generated.Zip(real, (g, r) => g * r / mean)];
        }
    }

    /// <summary>Of the ratio of two independent estimates, by Fieller (1954): all ratios R for which numerator - R denominator is not told from 0.</summary>
    /// <param name="numerator">Value and standard error.</param>
    /// <param name="denominator">Value and standard error; farther from 0 than the quantile of the level.</param>
    /// <param name="level">Of the interval.</param>
    public static ConfidenceInterval OfRatio((double Value, double Error) numerator, (double Value, double Error) denominator, double level)
    {
        double z2 = Math.Pow(Normal.InvCDF(0, 1, (1 + level) / 2), 2);
        double a = denominator.Value * denominator.Value - z2 * denominator.Error * denominator.Error;
        double b = numerator.Value * denominator.Value, c = numerator.Value * numerator.Value - z2 * numerator.Error * numerator.Error;
        double root = Math.Sqrt(Math.Max(0, b * b - a * c));
        return new((b - root) / a, (b + root) / a, level);
    }
}

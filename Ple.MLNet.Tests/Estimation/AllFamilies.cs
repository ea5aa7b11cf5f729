using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

/// <summary>Every family with parameters to test it at.</summary>
internal static class AllFamilies
{
    public static IEnumerable<(DistributionFamily Family, double[] Truth)> WithTruth { get; } =
    [
        (new OneSidedUniformFamily(), [2]),
        (new GaussianFamily(), [-1, 3]),
        (new GaussianVarianceFamily(), [-1, 3]),
        (new GaussianKnownMeanFamily(), [3]),
        (new LaplaceFamily(), [1, 2]),
        (new GeometricFamily(), [0.3]),
        (new ExponentialFamily(), [0.5]),
        (new ParetoFamily(), [2, 3]),
        (new PoissonFamily(), [4]),
    ];

    public static double[] Draw(DistributionFamily family, double[] parameters, int count, int seed)
    {
        double[] values = new double[count];
        family.Fill(values, parameters, new Random(seed));
        return values;
    }

    /// <summary>Mean and its standard error.</summary>
    public static (double Mean, double StandardError) Moments(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count));
    }
}

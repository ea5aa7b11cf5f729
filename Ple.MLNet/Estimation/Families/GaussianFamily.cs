using Ple.MLNet.Statistics;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>
/// Gaussian by mean mu and standard deviation sigma. PLE multiplies the MLE of sigma by sqrt(n / (n - 1)) / c4(n), so that sigma itself has
/// no bias; the square root of the unbiased variance still drifts (see <see cref="GaussianVarianceFamily"/>).
/// </summary>
internal sealed class GaussianFamily : DistributionFamily
{
    /// <inheritdoc/>
    public override string Name => "gaussian";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [FamilyParameter.Location("mu"), new("sigma", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "finite numbers";

    /// <inheritdoc/>
    public override bool Supports(double value) => true;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values)
    {
        (double mean, double variance) = Moments(values);
        return [mean, Math.Sqrt(variance)];
    }

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values)
    {
        (double mean, double variance) = Moments(values);
        double n = values.Length;
        return [mean, n > 1 ? Math.Sqrt(variance * n / (n - 1)) / C4(values.Length) : 0];
    }

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => parameters[0] + parameters[1] * Normal.Sample(random, 0, 1);

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => LogDensity(value, parameters[0], parameters[1]);

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random) =>
    [
        parameters[0] + parameters[1] * Normal.Sample(random, 0, 1) / Math.Sqrt(count),
        parameters[1] * Math.Sqrt(SampleVarianceRatio(count, random)),
    ];

    /// <summary>E[s] = c4 sigma for the square root s of the unbiased variance of n Gaussian values.</summary>
    internal static double C4(int n) =>
        Math.Sqrt(2.0 / (n - 1)) * Math.Exp(SpecialFunctions.GammaLn(n / 2.0) - SpecialFunctions.GammaLn((n - 1) / 2.0));

    internal static double LogDensity(double value, double mean, double sigma)
    {
        double z = (value - mean) / sigma;
        return -0.5 * z * z - Math.Log(sigma) - Constants.LogSqrt2Pi;
    }

    /// <summary>Mean, and variance by n.</summary>
    internal static (double Mean, double Variance) Moments(ReadOnlySpan<double> values)
    {
        double mean = Repeatable.Sum(values) / values.Length;
        double squares = 0;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        return (mean, squares / values.Length);
    }

    /// <summary>The variance MLE of n values from the standard Gaussian: chi-squared with n - 1 degrees of freedom, over n.</summary>
    internal static double SampleVarianceRatio(int count, Random random) => count == 1 ? 0 : 2 * Gamma.Sample(random, (count - 1) / 2.0, 1) / count;
}

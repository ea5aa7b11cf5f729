using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>
/// Gaussian by mean mu and variance. PLE multiplies the MLE of the variance by n / (n - 1) (paper, appendix F.3). The variance then has no
/// bias, but its square root does, by c4(n) in each generation.
/// </summary>
internal sealed class GaussianVarianceFamily : DistributionFamily
{
    /// <inheritdoc/>
    public override string Name => "gaussian-variance";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [FamilyParameter.Location("mu"), new("variance", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "finite numbers";

    /// <inheritdoc/>
    public override bool Supports(double value) => true;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values)
    {
        (double mean, double variance) = GaussianFamily.Moments(values);
        return [mean, variance];
    }

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values)
    {
        (double mean, double variance) = GaussianFamily.Moments(values);
        double n = values.Length;
        return [mean, n > 1 ? variance * n / (n - 1) : 0];
    }

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => parameters[0] + Math.Sqrt(parameters[1]) * Normal.Sample(random, 0, 1);

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        GaussianFamily.LogDensity(value, parameters[0], Math.Sqrt(parameters[1]));

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random) =>
    [
        parameters[0] + Math.Sqrt(parameters[1] / count) * Normal.Sample(random, 0, 1),
        parameters[1] * GaussianFamily.SampleVarianceRatio(count, random),
    ];
}

using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>Gaussian with mean 0, by variance. The MLE has no bias, so PLE is the same. Subtract another known mean from the data first.</summary>
internal sealed class GaussianKnownMeanFamily : DistributionFamily
{
    /// <inheritdoc/>
    public override string Name => "gaussian-known-mean";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [new("variance", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "finite numbers";

    /// <inheritdoc/>
    public override bool Supports(double value) => true;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values)
    {
        double squares = 0;
        foreach (double value in values)
            squares += value * value;
        return [squares / values.Length];
    }

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values) => MaximumLikelihood(values);

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => Math.Sqrt(parameters[0]) * Normal.Sample(random, 0, 1);

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => GaussianFamily.LogDensity(value, 0, Math.Sqrt(parameters[0]));

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random) =>
        [parameters[0] * 2 * Gamma.Sample(random, count / 2.0, 1) / count];
}

using Ple.MLNet.Statistics;
using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>Exponential by rate (1 / mean). MLE n / sum X; PLE (n - 1) / sum X.</summary>
internal sealed class ExponentialFamily : DistributionFamily
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [new("rate", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "numbers of 0 or more";

    /// <inheritdoc/>
    public override bool Supports(double value) => value >= 0;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values) => [values.Length / Repeatable.Sum(values)];

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values) => [(values.Length - 1) / Repeatable.Sum(values)];

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => -Math.Log(1 - random.NextDouble()) / parameters[0];

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        value >= 0 ? Math.Log(parameters[0]) - parameters[0] * value : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random) =>
        [parameters[0] * count / Gamma.Sample(random, count, 1)];
}

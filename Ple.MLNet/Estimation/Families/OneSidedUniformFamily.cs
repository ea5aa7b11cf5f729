using System.Numerics.Tensors;

namespace Ple.MLNet.Estimation.Families;

/// <summary>Uniform on [0, a]. MLE max X; PLE (n + 1) / n max X, the best among multiples of the largest value (paper, figure 4).</summary>
internal sealed class OneSidedUniformFamily : DistributionFamily
{
    /// <inheritdoc/>
    public override string Name => "uniform";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [new("a", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "numbers of 0 or more";

    /// <inheritdoc/>
    public override bool Supports(double value) => value >= 0;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values) => [TensorPrimitives.Max(values)];

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values) => [(values.Length + 1.0) / values.Length * TensorPrimitives.Max(values)];

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => parameters[0] * random.NextDouble();

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        value >= 0 && value <= parameters[0] ? -Math.Log(parameters[0]) : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random) =>
        [parameters[0] * Math.Pow(random.NextDouble(), 1.0 / count)];
}

using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>
/// Pareto by minimum x_m and shape b: P(X > x) = (x_m / x)^b. MLE min X and n / sum log(X / x_m); PLE multiplies the shape by (n - 2) / n.
/// The minimum stays as it is: it is always a little too large, and no multiple of it has the right mean where n b is 1 or less.
/// </summary>
internal sealed class ParetoFamily : DistributionFamily
{
    /// <inheritdoc/>
    public override string Name => "pareto";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [new("x_m", PleCorrection.None), new("b", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "positive numbers";

    /// <inheritdoc/>
    public override bool Supports(double value) => value > 0;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values)
    {
        (double minimum, double logs) = Statistics(values);
        return [minimum, values.Length / logs];
    }

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values)
    {
        (double minimum, double logs) = Statistics(values);
        return [minimum, (values.Length - 2) / logs];
    }

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) =>
        parameters[0] * Math.Exp(-Math.Log(1 - random.NextDouble()) / parameters[1]);

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => value >= parameters[0]
        ? Math.Log(parameters[1] / value) - parameters[1] * Math.Log(value / parameters[0])
        : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random) =>
    [
        parameters[0] * Math.Exp(-Math.Log(1 - random.NextDouble()) / (count * parameters[1])),
        count == 1 ? double.PositiveInfinity : parameters[1] * count / Gamma.Sample(random, count - 1, 1),
    ];

    private static (double Minimum, double LogSum) Statistics(ReadOnlySpan<double> values)
    {
        double minimum = TensorPrimitives.Min(values), logs = 0;
        foreach (double value in values)
            logs += Math.Log(value / minimum);
        return (minimum, logs);
    }
}

using System.Numerics.Tensors;
using MathNet.Numerics.Statistics;

namespace Ple.MLNet.Estimation.Families;

/// <summary>
/// Laplace (double exponential) by median mu and mean absolute deviation b. The distribution of the MLE of b has no simple form: PLE is
/// data-driven only.
/// </summary>
internal sealed class LaplaceFamily : DistributionFamily
{
    /// <summary>Keeps the logarithm finite at the one draw of 2^53 that would give 0.</summary>
    private const double SmallestStep = 2.220446049250313e-16;

    /// <inheritdoc/>
    public override string Name => "laplace";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [FamilyParameter.Location("mu"), new("b", PleCorrection.Factor)];

    /// <inheritdoc/>
    public override string Support => "finite numbers";

    /// <inheritdoc/>
    public override bool Supports(double value) => true;

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values)
    {
        double median = ArrayStatistics.MedianInplace(values.ToArray());
        double deviations = 0;
        foreach (double value in values)
            deviations += Math.Abs(value - median);
        return [median, deviations / values.Length];
    }

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random)
    {
        double value = 0;
        Fill(new(ref value), parameters, random);
        return value;
    }

    /// <summary>By inversion, all logarithms at once: the data-driven PLE draws millions of sets.</summary>
    public override void Fill(Span<double> values, ReadOnlySpan<double> parameters, Random random)
    {
        double[] uniform = new double[values.Length];
        for (int i = 0; i < uniform.Length; i++)
            uniform[i] = 2 * random.NextDouble() - 1;
        TensorPrimitives.Abs<double>(uniform, values);
        TensorPrimitives.Subtract(1 + SmallestStep, values, values);
        TensorPrimitives.Log<double>(values, values);
        TensorPrimitives.Multiply(values, parameters[1], values);
        TensorPrimitives.CopySign<double>(values, uniform, values);
        TensorPrimitives.Add(values, parameters[0], values);
    }

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        -Math.Abs(value - parameters[0]) / parameters[1] - Math.Log(2 * parameters[1]);
}

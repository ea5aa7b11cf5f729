using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>Poisson by mean: counts 0, 1, 2, ...</summary>
public sealed class PoissonFamily() : MeanFamily(0, double.PositiveInfinity)
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override string Support => "whole numbers from 0 to 2,147,483,647";

    /// <inheritdoc/>
    public override bool Supports(double value) => value is >= 0 and <= int.MaxValue && value == Math.Floor(value);

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => Poisson.Sample(random, parameters[0]);

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        Supports(value) ? Poisson.PMFLn(parameters[0], (int)value) : double.NegativeInfinity;
}

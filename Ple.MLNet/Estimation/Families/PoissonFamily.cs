using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>Poisson by mean: counts 0, 1, 2, ...</summary>
internal sealed class PoissonFamily() : MeanFamily(0, int.MaxValue)
{
    private const double LargeMean = 1e6;

    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override string Support => "whole numbers from 0 to 2,147,483,647";

    /// <inheritdoc/>
    public override bool Supports(double value) => value is >= 0 and <= int.MaxValue && value == Math.Floor(value);

    /// <inheritdoc/>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) => Math.Min(int.MaxValue, SampleCount(random, parameters[0]));

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        Supports(value) ? Poisson.PMFLn(parameters[0], (int)value) : double.NegativeInfinity;

    /// <summary>Large means by the Gaussian: MathNet's draw is an int, which they overflow, and then it searches for ever.</summary>
    internal static double SampleCount(Random random, double mean)
        => mean < LargeMean ? Poisson.Sample(random, mean) : Math.Round(Normal.Sample(random, mean, Math.Sqrt(mean)));
}

using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Distributions;

/// <summary>A family as a user adds it: one class.</summary>
internal sealed class BernoulliFamily() : MeanFamily(0, 1)
{
    public override string Name => "bernoulli";

    public override string Support => "0 and 1";

    public override bool Supports(double value) => value is 0 or 1;

    public override double Sample(ReadOnlySpan<double> parameters, Random random) => random.NextDouble() < parameters[0] ? 1 : 0;

    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) => value switch
    {
        0 => Math.Log(1 - parameters[0]),
        1 => Math.Log(parameters[0]),
        _ => double.NegativeInfinity,
    };
}

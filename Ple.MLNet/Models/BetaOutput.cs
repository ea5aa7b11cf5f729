using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Grey values from 0 to 1: means by logits, trained by cross-entropy as <see cref="BernoulliOutput"/>'s, and drawn from Beta(p k, (1 - p) k), p being kept within
/// 0.001 and 0.999, so that black stays black. The concentration k, one for all values, is fitted after training by moments: k = 1 / r - 1 with r = sum (x - p)² / sum p (1 - p).
/// </summary>
internal sealed class BetaOutput : OutputDistribution
{
    private const double Margin = 0.001, LowestShare = 1e-4, HighestShare = 0.99;

    private static readonly Scalar _lowest = Lasting.Number(Margin), _highest = Lasting.Number(1 - Margin);

    private readonly Tensor concentration;

    /// <param name="size">Values of one row.</param>
    public BetaOutput(int size) : base(nameof(BetaOutput))
    {
        ParameterCount = size;
        concentration = ones(1).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override int ParameterCount { get; }

    /// <inheritdoc/>
    public override bool DrawsAreReparameterized => false;

    /// <summary>Cross-entropy: a criterion with the right means, and no likelihood of the Beta distribution.</summary>
    public override Tensor NegativeLogLikelihood(Tensor parameters, Tensor values)
        => nn.functional.binary_cross_entropy_with_logits(parameters, values, reduction: nn.Reduction.None).sum([1]);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor parameters) => parameters.sigmoid();

    /// <inheritdoc/>
    public override Tensor Draw(Tensor parameters, INoise noise)
    {
        Tensor mean = parameters.sigmoid().clamp(_lowest, _highest), first = mean * concentration, second = concentration - first;
        return (LogGamma.Draw(first, noise) - LogGamma.Draw(second, noise)).sigmoid();
    }

    /// <inheritdoc/>
    public override void FitSpread(Tensor parameters, Tensor values)
    {
        using var noGrad = no_grad();
        Tensor mean = parameters.sigmoid().clamp(_lowest, _highest);
        double squares = Sum((values - mean).Squared()), most = Sum(mean - mean.Squared());
        using Scalar fitted = Lasting.Number(1 / Math.Clamp(squares / most, LowestShare, HighestShare) - 1);
        concentration.fill_(fitted);
    }

    private static double Sum(Tensor values) => values.sum(ScalarType.Float64).Number();
}

using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Independent Bernoulli values given by their logits: for values between 0 and 1, near-binary images above all.</summary>
internal sealed class BernoulliOutput : OutputDistribution
{
    /// <param name="size">Values of one row.</param>
    public BernoulliOutput(int size) : base(nameof(BernoulliOutput)) => ParameterCount = size;

    /// <inheritdoc/>
    public override int ParameterCount { get; }

    /// <inheritdoc/>
    public override bool DrawsAreReparameterized => false;

    /// <inheritdoc/>
    public override Tensor NegativeLogLikelihood(Tensor parameters, Tensor values)
        => nn.functional.binary_cross_entropy_with_logits(parameters, values, reduction: nn.Reduction.None).sum([1]);

    /// <inheritdoc/>
    public override Tensor Mean(Tensor parameters) => parameters.sigmoid();

    /// <inheritdoc/>
    public override Tensor Draw(Tensor parameters, INoise noise) => noise.Uniform(ParameterCount).lt(parameters.sigmoid()).to(parameters.dtype);
}

using static TorchSharp.torch;

namespace Ple.MLNet.Samples.PenaltyCurves;

/// <summary>What a hypernetwork's weights say: a mixture of Gaussians of points in the plane with diagonal covariances, by logits, means and logarithms of deviations.</summary>
internal static class MixtureWeights
{
    public const int Components = 8, Dimension = 2, Count = Components * (1 + 2 * Dimension);

    private static readonly double _logTwoPi = Math.Log(2 * Math.PI);

    /// <summary>The mean of -log p over points [n, 2].</summary>
    public static Tensor NegativeLogLikelihood(Tensor weights, Tensor points)
    {
        (Tensor logits, Tensor means, Tensor logDeviations) = Parts(weights);
        Tensor standard = (points.unsqueeze(1) - means) / logDeviations.exp();
        Tensor each = -0.5 * (standard * standard + _logTwoPi).sum([2]) - logDeviations.sum([1]);
        return -(each + nn.functional.log_softmax(logits, 0)).logsumexp(1).mean();
    }

    /// <summary>As many points as asked for, without a gradient.</summary>
    public static Tensor Sample(Tensor weights, long count, Generator generator)
    {
        using var noGrad = no_grad();
        (Tensor logits, Tensor means, Tensor logDeviations) = Parts(weights);
        Tensor chosen = nn.functional.softmax(logits, 0).multinomial(count, replacement: true, generator: generator);
        return means.index_select(0, chosen) + logDeviations.index_select(0, chosen).exp() * randn(count, Dimension, generator: generator);
    }

    private static (Tensor Logits, Tensor Means, Tensor LogDeviations) Parts(Tensor weights) => (
        weights.narrow(0, 0, Components),
        weights.narrow(0, Components, Components * Dimension).view(Components, Dimension),
        weights.narrow(0, Components * (1 + Dimension), Components * Dimension).view(Components, Dimension).clamp(-3, 3));
}

using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A generative model with weights θ: a bound on -log p(x; θ), and sampling from p(x; θ). All randomness comes in as an argument, so that
/// both are functions of (θ, noise).
/// </summary>
public abstract class GenerativeModel : nn.Module
{
    /// <summary>Names the module.</summary>
    protected GenerativeModel(string name) : base(name)
    {
    }

    /// <summary>Values of one row, d, the condition included.</summary>
    public abstract int RowSize { get; }

    /// <summary>Of a row's values, how many at its end are the condition, one-hot; 0 for none.</summary>
    public abstract int ConditionSize { get; }

    /// <summary>Standard normal numbers that one row takes, z.</summary>
    public abstract int LatentSize { get; }

    /// <summary>Upper bound of -log p(x | condition; θ) in nats, for each row.</summary>
    /// <param name="rows">[n, d]</param>
    /// <param name="noise">Standard normal, [n, z].</param>
    /// <returns>[n]</returns>
    public abstract Tensor NegativeLogLikelihood(Tensor rows, Tensor noise);

    /// <summary>Parameters of the output distribution.</summary>
    /// <param name="latent">Latent numbers followed by the condition, [n, z + condition].</param>
    public abstract Tensor Decode(Tensor latent);

    /// <summary>Mean of the approximate posterior of the latent numbers, and its standard deviation.</summary>
    /// <param name="rows">[n, d]</param>
    /// <returns>[n, z] each.</returns>
    public abstract (Tensor Mean, Tensor StandardDeviation) Posterior(Tensor rows);

    /// <summary>What the decoder's numbers mean.</summary>
    public abstract OutputDistribution Output { get; }
}

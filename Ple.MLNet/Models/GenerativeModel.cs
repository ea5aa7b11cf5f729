using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// A generative model with weights θ: a bound on -log p(x; θ), and sampling from p(x; θ). All randomness comes in as an argument, so that
/// both are functions of (θ, noise).
/// </summary>
/// <remarks>
/// TorchSharp wraps every number that is given to it (<c>x * 2</c>, <c>x.square()</c>, <c>x + y</c> with its hidden factor 1, most of its layers'
/// options) in an object that a garbage collection, started by any other thread, may free while the native call still reads it: the call then throws or reads
/// garbage. The library's own code does none of this, and an analyzer keeps it so. It cannot promise the same for a module of your own: keep
/// numbers in <c>static readonly Scalar</c> fields and add with <c>x.add(y, one)</c>, or let nothing else run beside the training. Layers that are safe:
/// linear, convolutions, ReLU, sigmoid, tanh, flatten; not: batch norm (use the functional form), leaky ReLU and softplus by a number, TorchSharp's
/// optimizers. Tensors need no care: the library calls your module within a dispose scope.
/// </remarks>
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

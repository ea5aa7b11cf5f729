using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>The distribution of a row's values (without the condition) given the decoder's output.</summary>
public abstract class OutputDistribution : nn.Module
{
    /// <summary>Names the module.</summary>
    protected OutputDistribution(string name) : base(name)
    {
    }

    /// <summary>Numbers that the decoder gives for one row.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>True where <see cref="Draw"/> is differentiable.</summary>
    public abstract bool DrawsAreReparameterized { get; }

    /// <summary>-log p(values) in nats for each row.</summary>
    /// <param name="parameters">The decoder's output, [n, parameters].</param>
    /// <param name="values">[n, values]</param>
    /// <returns>[n]</returns>
    public abstract Tensor NegativeLogLikelihood(Tensor parameters, Tensor values);

    /// <summary>The distribution's mean (for categories the most likely one), [n, values].</summary>
    public abstract Tensor Mean(Tensor parameters);

    /// <summary>A draw, [n, values].</summary>
    /// <param name="parameters">The decoder's output, [n, parameters].</param>
    /// <param name="noise">Of n rows.</param>
    public abstract Tensor Draw(Tensor parameters, INoise noise);

    /// <summary>Fits what is no weight, such as a spread: after training, with the final weights. Default: nothing.</summary>
    /// <param name="parameters">The decoder's output for rows of the training data, [n, parameters].</param>
    /// <param name="values">The rows, [n, values].</param>
    public virtual void FitSpread(Tensor parameters, Tensor values)
    {
    }
}

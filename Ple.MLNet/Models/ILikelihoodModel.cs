using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A model that gives a likelihood, or a lower bound of it: training may stop early by it, and reports tell it.</summary>
public interface ILikelihoodModel
{
    /// <summary>log p(values | condition; θ) in nats, or a lower bound of it.</summary>
    /// <param name="values">[n, d]</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows.</param>
    /// <returns>[n]</returns>
    Tensor LogLikelihoodBound(Tensor values, Tensor? condition, INoise noise);
}

using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A model with a part that is trained beside θ by an optimiser of its own, such as the critic of a generative adversarial network.</summary>
public interface ICompanionModel
{
    /// <summary>One step of the companion, before each step of θ, on the same batch and with θ in the model.</summary>
    /// <param name="values">[n, d]</param>
    /// <param name="condition">One-hot, [n, c]; null without a condition.</param>
    /// <param name="noise">Of n rows.</param>
    /// <param name="share">What the companion's own learning rate is multiplied by: the part of θ's first learning rate that its step has, 1 at first and less later in a schedule and in a correction.</param>
    void StepCompanion(Tensor values, Tensor? condition, INoise noise, double share);

    /// <summary>What <see cref="StepCompanion"/> changes beside the model's own parameters and buffers, by name: the moments of its optimizer, and how many steps it
    /// has done. A checkpoint keeps them, and puts them back in place. Default: nothing.</summary>
    IReadOnlyDictionary<string, Tensor> CompanionState => new Dictionary<string, Tensor>();
}

using Ple.MLNet.Generation;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>One way to find θ, a step at a time.</summary>
internal interface ITrainingSteps : IResumable, IDisposable
{
    /// <summary>One optimiser step on a batch of rows.</summary>
    /// <param name="rows">[n, d]</param>
    /// <param name="learningRate">Of this step.</param>
    /// <param name="share">Of the first learning rate, for companions.</param>
    /// <returns>Bound on -log-likelihood for each row before the step, and the penalty before λ; null without one.</returns>
    (double Loss, double? Penalty) Step(Tensor rows, double learningRate, double share = 1);

    /// <summary>What the steps change, but for companions.</summary>
    IReadOnlyList<Tensor> Trained { get; }

    /// <summary>Puts θ* into the model.</summary>
    void Finish(TrainingSet set);
}

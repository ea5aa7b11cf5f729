using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>One way to find θ, a step at a time.</summary>
internal interface ITrainingSteps : IResumable, IDisposable
{
    /// <summary>One optimiser step on a batch of rows [n, d].</summary>
    /// <returns>Bound on -log-likelihood for each row before the step, and the penalty before λ; null without one.</returns>
    (double Loss, double? Penalty) Step(Tensor rows, double learningRate);

    /// <summary>What the steps change, but for companions.</summary>
    IReadOnlyList<Tensor> Trained { get; }

    /// <summary>Puts θ* into the model.</summary>
    void Finish(TrainingSet set);
}

using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// The linear heads of a hypernetwork, θ = W a + b, kept as one matrix W [P, h] and bias b [P], with their own Adam. Gradients of the
/// heads come as the pair (G, A): dL/dθ for each of the r embeddings, so that dL/dW = Σ_k G_k ⊗ A_k need never be formed.
/// </summary>
internal abstract class WeightHead : IDisposable
{
    /// <summary>W [P, h].</summary>
    public abstract Tensor Weight { get; }

    /// <summary>b [P].</summary>
    public abstract Tensor Bias { get; }

    /// <summary>Embeddings [r, h] to weights [r, P], without a graph.</summary>
    public abstract Tensor Forward(Tensor embeddings);

    /// <summary>dL/dθ [r, P] to dL/dA [r, h], without a step.</summary>
    public abstract Tensor Pull(Tensor gradients);

    /// <summary>One step of Adam on W and b.</summary>
    /// <param name="gradients">dL/dθ, [r, P]</param>
    /// <param name="embeddings">A, [r, h]</param>
    /// <param name="learningRate">Step size.</param>
    /// <returns>dL/dA [r, h], by the W from before the step.</returns>
    public abstract Tensor Step(Tensor gradients, Tensor embeddings, double learningRate);

    /// <summary>A step whose loss has the penalty beside a likelihood: <see cref="Penalty"/> by embeddings through which no gradient flows.</summary>
    /// <param name="gradient">Of the likelihood by H(X), [P].</param>
    /// <param name="real">H(X), [P].</param>
    /// <param name="embeddings">Of X, Y_1..Y_m; [m + 1, h].</param>
    /// <param name="form">What is summed over the weights.</param>
    /// <param name="factor">Weight of the sum in the loss.</param>
    /// <param name="learningRate">Step size.</param>
    /// <returns>dL/dA [m + 1, h] as for <see cref="Step"/>, and the sum.</returns>
    public virtual (Tensor Pulled, double Sum) StepWithPenalty(
        Tensor gradient, Tensor real, Tensor embeddings, PenaltyForm form, double factor, double learningRate)
    {
        Tensor synthetic = Forward(embeddings.narrow(0, 1, embeddings.shape[0] - 1));
        double sum = Penalty.ToGradients(form, factor, real, synthetic);
        Tensor pulled = Step(cat([gradient.unsqueeze(0).add(synthetic.sum([0]), Lasting.MinusOne), synthetic]), embeddings, learningRate);
        return (pulled, sum);
    }

    /// <summary>W, b and what their Adam remembers.</summary>
    public abstract void Visit(CheckpointState state);

    public abstract void Dispose();
}

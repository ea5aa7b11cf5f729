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

    public abstract void Dispose();
}

using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>A generative model with its final weights, ready to make rows. Owns the native memory.</summary>
/// <param name="Model">In evaluation mode.</param>
/// <param name="Kind">What it was made by.</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Weights">Its weights; null of a model that fits itself.</param>
/// <param name="Latent">Where latent numbers come from; null for the model's own noise.</param>
/// <param name="Reestimation">The hypernetwork that was kept; null without one.</param>
internal sealed record FittedModel(
    GenerativeModel Model, GenerativeModelOptions Kind, Device Device, FlatParameters? Weights, LatentDistribution? Latent, Reestimation? Reestimation = null) : IDisposable
{
    /// <summary>To be used by whoever may meet a generator that another thread disposes of.</summary>
    public NativeMemory Memory { get; } = new(() =>
    {
        Reestimation?.Dispose();
        Weights?.Dispose();
        Model.Dispose();
    });

    public void Dispose() => Memory.Dispose();
}

using TorchSharp.Modules;

namespace Ple.MLNet.Models;

/// <summary>The layers of a <see cref="FullyConnected"/> network without batch norm.</summary>
internal sealed class FusedLayers
{
    private readonly List<FusedLayer> _layers = [];

    /// <param name="network">Not owned.</param>
    /// <param name="input">Where it reads.</param>
    /// <param name="memory">For what it computes.</param>
    public FusedLayers(FullyConnected network, FeatureRows input, FeatureMemory memory)
    {
        (Parameter Weight, Parameter Bias)[] layers = [.. network.Layers];
        foreach ((Parameter weight, Parameter bias) in layers)
        {
            _layers.Add(new(weight, bias, leaks: _layers.Count + 1 < layers.Length, input, memory));
            input = _layers[^1].Output;
        }
    }

    public FeatureRows Output => _layers[^1].Output;

    /// <summary>dL/dOutput, to be put here before <see cref="Backward"/>.</summary>
    public FeatureRows OutputGradient => _layers[^1].Gradient;

    public void Forward() => _layers.ForEach(layer => layer.Forward());

    /// <summary>Writes the gradients of all weights.</summary>
    /// <param name="inputGradient">Where dL/dInput is written, of the first features as many as it has; none for none.</param>
    public void Backward(FeatureRows? inputGradient)
    {
        for (int i = _layers.Count - 1; i >= 0; i--)
            _layers[i].Backward(i > 0 ? _layers[i - 1].Gradient : inputGradient);
    }
}

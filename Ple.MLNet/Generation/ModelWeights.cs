using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>Parameters and buffers of models.</summary>
internal static class ModelWeights
{
    /// <summary>Copies all of them.</summary>
    /// <returns>Whether the models are of one shape; if not, nothing is copied.</returns>
    public static bool Copy(GenerativeModel source, GenerativeModel target)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> to = target.state_dict(), from = source.state_dict();
        if (to.Count != from.Count || to.Any(t => !from.TryGetValue(t.Key, out Tensor? other) || !t.Value.shape.SequenceEqual(other.shape)))
            return false;
        foreach ((string name, Tensor tensor) in to)
            tensor.copy_(from[name]);
        return true;
    }
}

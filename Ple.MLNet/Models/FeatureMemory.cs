using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Owns the numbers of batches of one size.</summary>
/// <param name="rows">Of a batch.</param>
internal sealed class FeatureMemory(int rows) : IDisposable
{
    private readonly List<Tensor> _tensors = [];

    public int Rows => rows;

    /// <summary>Zeros, for as long as this lives.</summary>
    public unsafe FeatureRows New(int features)
    {
        Tensor numbers = zeros(features, new FeatureRows(null, features, rows).Stride).DetachFromDisposeScope();
        _tensors.Add(numbers);
        return new(numbers.Pointer(), features, rows);
    }

    public void Dispose() => _tensors.ForEach(numbers => numbers.Dispose());
}

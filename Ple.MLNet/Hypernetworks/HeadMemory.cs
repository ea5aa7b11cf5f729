using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>W, b and Adam's two moments of each, row by row in memory. A row of W, and of its moments, is padded to whole vectors; the padding is zero and
/// stays so.</summary>
internal sealed unsafe class HeadMemory : IDisposable
{
    /// <summary>Numbers of a vector register.</summary>
    public const int Lanes = 16;

    private readonly Tensor _weight, _weightMean, _weightVariance, _bias, _biasMean, _biasVariance;

    /// <param name="weight">W [P, h]; taken over: in a large model two copies are much of all memory.</param>
    /// <param name="bias">b [P]; taken over.</param>
    public HeadMemory(Tensor weight, Tensor bias)
    {
        (Rows, Width) = (weight.shape[0], (int)weight.shape[1]);
        Stride = (Width + Lanes - 1) / Lanes * Lanes;
        _weight = Padded(weight).DetachFromDisposeScope();
        weight.Dispose();
        _weightMean = zeros(Rows, Stride).DetachFromDisposeScope();
        _weightVariance = zeros(Rows, Stride).DetachFromDisposeScope();
        _bias = bias.DetachFromDisposeScope();
        _biasMean = zeros(Rows).DetachFromDisposeScope();
        _biasVariance = zeros(Rows).DetachFromDisposeScope();
        W = _weight.Pointer();
        WMean = _weightMean.Pointer();
        WVariance = _weightVariance.Pointer();
        B = _bias.Pointer();
        BMean = _biasMean.Pointer();
        BVariance = _biasVariance.Pointer();
    }

    /// <summary>P.</summary>
    public long Rows { get; }

    /// <summary>h.</summary>
    public int Width { get; }

    /// <summary>h rounded up to whole vectors: from a row of W to the next.</summary>
    public int Stride { get; }

    /// <summary>W [P, h], a view.</summary>
    public Tensor Weight => _weight.narrow(1, 0, Width);

    /// <summary>b [P], itself.</summary>
    public Tensor Bias => _bias;

    public float* W { get; }

    public float* WMean { get; }

    public float* WVariance { get; }

    public float* B { get; }

    public float* BMean { get; }

    public float* BVariance { get; }

    /// <summary>Embeddings [r, h] with the padding that W has; dispose it.</summary>
    public Tensor Padded(Tensor rows)
    {
        if (Stride == Width)
            return rows.detach().contiguous();
        Tensor padded = zeros(rows.shape[0], Stride);
        padded.narrow(1, 0, Width).copy_(rows);
        return padded;
    }

    public void Visit(CheckpointState state)
    {
        foreach ((string name, Tensor tensor) in new[] { ("weight", _weight), ("weightMean", _weightMean), ("weightVariance", _weightVariance),
            ("bias", _bias), ("biasMean", _biasMean), ("biasVariance", _biasVariance) })
            state.Visit("head." + name, tensor);
    }

    public void Dispose()
    {
        foreach (Tensor tensor in new[] { _weight, _weightMean, _weightVariance, _bias, _biasMean, _biasVariance })
            tensor.Dispose();
    }
}

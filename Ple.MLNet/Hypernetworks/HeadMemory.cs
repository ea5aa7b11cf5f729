using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// W, b and what their optimizer keeps, row by row in memory. A row of W, and of its moments, is padded to whole vectors, and the rows to whole strips: rows are
/// worked on one of each strip at a time, as a processor reads faster from several places at once. The padding is zero and stays so.
/// </summary>
internal sealed unsafe class HeadMemory : IDisposable
{
    /// <summary>Numbers that a row is a multiple of.</summary>
    public const int Lanes = 16;

    /// <summary>Strips that a block of rows is worked on in.</summary>
    public const int Strips = 4;

    private readonly Tensor _weight, _bias;
    private readonly (string Name, Tensor Tensor)[] _kept;

    /// <param name="weight">W [P, h]; taken over: in a large model two copies are much of all memory.</param>
    /// <param name="bias">b [P]; taken over.</param>
    /// <param name="moments">Of W.</param>
    public HeadMemory(Tensor weight, Tensor bias, HeadMoments moments)
    {
        (Rows, Width) = (weight.shape[0], (int)weight.shape[1]);
        Stride = (Width + Lanes - 1) / Lanes * Lanes;
        long paddedRows = Strips * Strip(0, Rows);
        _weight = empty(paddedRows, Stride).DetachFromDisposeScope();
        if (paddedRows > Rows)
            _weight.narrow(0, Rows, paddedRows - Rows).zero_();
        if (Stride > Width)
            _weight.narrow(1, Width, Stride - Width).zero_();
        Weight.copy_(weight);
        weight.Dispose();
        _bias = bias.DetachFromDisposeScope();
        Tensor biasMean = Zeros(Rows), biasVariance = Zeros(Rows), first, second;
        W = _weight.Pointer();
        B = _bias.Pointer();
        BMean = biasMean.Pointer();
        BVariance = biasVariance.Pointer();
        if (moments == HeadMoments.Full)
        {
            (first, second) = (Zeros(paddedRows, Stride), Zeros(paddedRows, Stride));
            WMean = first.Pointer();
            WVariance = second.Pointer();
            _kept = [("weightMean", first), ("weightVariance", second)];
        }
        else
        {
            (first, second) = (Zeros(paddedRows), Zeros(Stride));
            RowSquares = first.Pointer();
            ColumnSquares = second.Pointer();
            _kept = [("weightRowSquares", first), ("weightColumnSquares", second)];
        }
        _kept = [("weight", _weight), .. _kept, ("bias", _bias), ("biasMean", biasMean), ("biasVariance", biasVariance)];
    }

    /// <summary>P.</summary>
    public long Rows { get; }

    /// <summary>h.</summary>
    public int Width { get; }

    /// <summary>h rounded up to whole vectors: from a row of W to the next.</summary>
    public int Stride { get; }

    /// <summary>W [P, h], a view.</summary>
    public Tensor Weight => _weight.narrow(0, 0, Rows).narrow(1, 0, Width);

    /// <summary>b [P], itself.</summary>
    public Tensor Bias => _bias;

    public float* W { get; }

    public float* B { get; }

    public float* BMean { get; }

    public float* BVariance { get; }

    /// <summary>As W; null where moments are factored, as the others where they are full.</summary>
    public float* WMean { get; }

    public float* WVariance { get; }

    /// <summary>Means of squared gradients over each row of W, [P].</summary>
    public float* RowSquares { get; }

    /// <summary>And over each column, [stride].</summary>
    public float* ColumnSquares { get; }

    /// <summary>Rows of a strip: the block's, split evenly and rounded up.</summary>
    /// <param name="from">First row of the block, a multiple of <see cref="Strips"/>.</param>
    /// <param name="to">Row behind its last; rows from there on are padding.</param>
    public static long Strip(long from, long to) => (to - from + Strips - 1) / Strips;

    /// <summary>The numbers of a row of each strip; 0 for padding.</summary>
    /// <param name="numbers">Of the rows, [P].</param>
    /// <param name="row">Of the first strip.</param>
    /// <param name="strip">Rows of a strip.</param>
    public Vector128<float> Gather(float* numbers, long row, long strip)
    {
        float* at = numbers + row;
        return row + 3 * strip < Rows ? Vector128.Create(at[0], at[strip], at[2 * strip], at[3 * strip])
            : Vector128.Create(row < Rows ? at[0] : 0, row + strip < Rows ? at[strip] : 0, row + 2 * strip < Rows ? at[2 * strip] : 0, 0);
    }

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
        foreach ((string name, Tensor tensor) in _kept)
            state.Visit("head." + name, tensor);
    }

    public void Dispose()
    {
        foreach ((_, Tensor tensor) in _kept)
            tensor.Dispose();
    }

    private static Tensor Zeros(params long[] shape) => zeros(shape).DetachFromDisposeScope();
}

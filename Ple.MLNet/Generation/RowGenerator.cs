using System.Numerics;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>
/// Makes rows of numbers from a fitted generative model. Rows are always computed in the same blocks of <see cref="BlockSize"/>: the bits of a
/// matrix product depend on its shape, and so a row depends on (seed, position, condition) alone.
/// </summary>
internal sealed class RowGenerator
{
    private const int MostRows = 1024, FewestRows = 256, NumbersOfABlock = 1 << 16;

    private readonly GenerativeModel _model;
    private readonly LatentDistribution? _latent;
    private readonly OutputKind _output;
    private readonly RowNoise _noise;
    private readonly Device _device;

    /// <summary>One generator serves one thread; several may share a model.</summary>
    /// <param name="model">In evaluation mode; not owned.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="latent">Source of latent numbers; null for the model's own noise.</param>
    /// <param name="output">Draw or mean.</param>
    /// <param name="seed">Of the noise.</param>
    public RowGenerator(GenerativeModel model, Device device, LatentDistribution? latent, OutputKind output, long seed)
    {
        (_model, _latent, _output) = (model, latent?.Copy(), output);
        _device = device;
        BlockSize = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(NumbersOfABlock / Math.Max(1, ValueCount))), FewestRows, MostRows);
        _noise = new(seed, BlockSize, _device);
    }

    /// <summary>Rows of a block: many of narrow rows, which take hardly longer than the calls that make them; few of wide ones, which are to stay in the processor's cache.</summary>
    public int BlockSize { get; }

    /// <summary>Numbers of a generated row, without the condition.</summary>
    public int ValueCount => _model.Layout.ValueCount;

    /// <summary>Makes the rows of a block.</summary>
    /// <param name="block">Row positions start at block * BlockSize.</param>
    /// <param name="conditions">Class of each of the BlockSize rows; -1 without a condition.</param>
    /// <param name="rows">Receives BlockSize * ValueCount values.</param>
    public void Generate(long block, ReadOnlySpan<int> conditions, Span<float> rows)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        _noise.MoveTo(block);
        Tensor? condition = _model.Layout.OneHot(conditions, _device);
        Tensor made = _latent is null
            ? _model.Sample(condition, _noise, _output)
            : ((ILatentModel)_model).SampleGiven(_noise.Latent(_latent, conditions), condition, _noise, _output);
        made.CopyNumbersTo(rows);
    }

    /// <summary>The first rows, one after another.</summary>
    /// <param name="conditions">Class of each row; -1 without a condition.</param>
    public float[] GenerateMany(ReadOnlySpan<int> conditions)
    {
        float[] rows = new float[(long)conditions.Length * ValueCount];
        float[] block = new float[BlockSize * ValueCount];
        int[] blockConditions = new int[BlockSize];
        for (int start = 0; start < conditions.Length; start += BlockSize)
        {
            ReadOnlySpan<int> own = conditions.Slice(start, Math.Min(BlockSize, conditions.Length - start));
            own.CopyTo(blockConditions);
            blockConditions.AsSpan(own.Length).Fill(own[0]); // rows behind the last are made with the others, and dropped
            Generate(start / BlockSize, blockConditions, block);
            block.AsSpan(0, own.Length * ValueCount).CopyTo(rows.AsSpan(start * ValueCount));
        }
        return rows;
    }
}

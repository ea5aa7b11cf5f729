using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>
/// Makes rows of numbers from a fitted generative model. Rows are always computed in the same blocks of <see cref="BlockSize"/>: the bits of a
/// matrix product depend on its shape, and so a row depends on (seed, position, condition) alone.
/// </summary>
internal sealed class RowGenerator
{
    public const int BlockSize = 64;

    private readonly GenerativeModel _model;
    private readonly LatentDistribution _latent;
    private readonly OutputKind _output;
    private readonly RowRandom _random;
    private readonly float[] _inputs;
    private readonly float[] _uniform;
    private readonly int _inputSize;

    /// <summary>One generator serves one thread; several may share a model.</summary>
    /// <param name="model">In evaluation mode; not owned.</param>
    /// <param name="latent">Source of latent numbers.</param>
    /// <param name="output">Draw or mean.</param>
    /// <param name="seed">Of the noise.</param>
    public RowGenerator(GenerativeModel model, LatentDistribution latent, OutputKind output, long seed)
    {
        (_model, _latent, _output, _random) = (model, latent.Copy(), output, new RowRandom(seed));
        _inputSize = model.LatentSize + model.ConditionSize;
        ValueCount = model.RowSize - model.ConditionSize;
        _inputs = new float[BlockSize * _inputSize];
        _uniform = new float[output == OutputKind.Draw ? BlockSize * ValueCount : 0];
    }

    /// <summary>Numbers of a generated row, without the condition.</summary>
    public int ValueCount { get; }

    /// <summary>Makes the rows of a block.</summary>
    /// <param name="block">Row positions start at block * BlockSize.</param>
    /// <param name="conditions">Class of each of the BlockSize rows; -1 without a condition.</param>
    /// <param name="rows">Receives BlockSize * ValueCount values.</param>
    public void Generate(long block, ReadOnlySpan<int> conditions, Span<float> rows)
    {
        Array.Clear(_inputs);
        for (int i = 0; i < BlockSize; i++)
        {
            _random.MoveTo(block * BlockSize + i);
            _latent.Sample(_random, conditions[i], _inputs.AsSpan(i * _inputSize, _latent.Size));
            if (conditions[i] >= 0)
                _inputs[i * _inputSize + _latent.Size + conditions[i]] = 1;
            if (_output != OutputKind.Draw)
                continue;
            foreach (ref float uniform in _uniform.AsSpan(i * ValueCount, ValueCount))
                uniform = _random.NextSingle();
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Device device = _model.parameters().First().device;
        Tensor parameters = _model.Decode(Reproducible.Copy(_inputs, [BlockSize, _inputSize], device));
        Tensor made = _output == OutputKind.Draw
            ? _model.Output.Draw(parameters, Reproducible.Copy(_uniform, [BlockSize, ValueCount], device))
            : _model.Output.Mean(parameters);
        made.cpu().contiguous().data<float>().CopyTo(rows);
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

using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>Noise of a block of generated rows: each row has a stream of its own, by (seed, position). Serves one thread.</summary>
internal sealed class RowNoise : INoise
{
    private readonly RowRandom[] _random;
    private readonly Device _device;

    /// <param name="seed">Of all rows.</param>
    /// <param name="rows">Of a block.</param>
    /// <param name="device">Where the numbers are needed.</param>
    public RowNoise(long seed, int rows, Device device)
    {
        _random = [.. Enumerable.Range(0, rows).Select(_ => new RowRandom(seed))];
        _device = device;
    }

    public long Rows => _random.Length;

    /// <summary>Goes to the first number of each row of a block.</summary>
    public void MoveTo(long block)
    {
        for (int i = 0; i < _random.Length; i++)
            _random[i].MoveTo(block * _random.Length + i);
    }

    public Tensor Normal(long perRow) => Numbers(perRow, static (random, numbers) =>
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1);
    });

    public Tensor Uniform(long perRow) => Numbers(perRow, static (random, numbers) => random.Fill(numbers));

    /// <summary>Latent numbers of each row, by its class.</summary>
    public Tensor Latent(LatentDistribution distribution, ReadOnlySpan<int> conditions)
    {
        float[] numbers = new float[_random.Length * distribution.Size];
        for (int i = 0; i < _random.Length; i++)
            distribution.Sample(_random[i], conditions[i], numbers.AsSpan(i * distribution.Size, distribution.Size));
        return Reproducible.Copy(numbers, [_random.Length, distribution.Size], _device);
    }

    private Tensor Numbers(long perRow, Action<RowRandom, Span<float>> fill)
    {
        float[] numbers = new float[_random.Length * perRow];
        for (int i = 0; i < _random.Length; i++)
            fill(_random[i], numbers.AsSpan((int)(i * perRow), (int)perRow));
        return Reproducible.Copy(numbers, [_random.Length, perRow], _device);
    }
}

using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Benchmarks.Users;

/// <summary>A generator's decoder and its draws by the same counters, and nothing else: no rows come out. In blocks of the size that is quickest here.</summary>
internal sealed class BareLoop
{
    private static readonly int[] _blockSizes = [64, 256, 1024, 4096];

    private readonly FittedModel _fitted;
    private readonly int[] _conditions;

    /// <param name="fitted">Of a model with latent numbers.</param>
    /// <param name="rows">Of the loop.</param>
    /// <param name="condition">Of all rows; -1 for none.</param>
    public BareLoop(FittedModel fitted, int rows, int condition)
    {
        _fitted = fitted;
        _conditions = [.. Enumerable.Repeat(condition, rows)];
        Array.ForEach(_blockSizes, size => Milliseconds(size));
        BlockSize = _blockSizes.MinBy(Milliseconds);
    }

    public int BlockSize { get; }

    public void Run() => Run(BlockSize);

    private double Milliseconds(int blockSize) => Turns.Measure(3, Turns.Clocked(() => Run(blockSize)), theirs: null).Ours[0];

    private void Run(int blockSize)
    {
        using var noGrad = no_grad();
        var noise = new RowNoise(1, blockSize, CPU);
        for (int block = 0; block * blockSize < _conditions.Length; block++)
        {
            using DisposeScope scope = NewDisposeScope();
            noise.MoveTo(block);
            int[] conditions = [.. Enumerable.Repeat(_conditions[0], blockSize)];
            _ = ((ILatentModel)_fitted.Model).SampleGiven(noise.Latent(_fitted.Latent!, conditions), _fitted.Model.Layout.OneHot(conditions, CPU), noise, OutputKind.Draw);
        }
    }
}

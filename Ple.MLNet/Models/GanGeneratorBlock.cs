using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A residual block of BigGAN's generator: conditional batch norm, ReLU, twice the width and height, 3 x 3 convolution, and once more without the growth; beside it a 1 x 1
/// convolution of the enlarged input.</summary>
internal sealed class GanGeneratorBlock : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly ClassBatchNorm firstNorm;
    private readonly ClassBatchNorm secondNorm;
    private readonly GanConvolution first;
    private readonly GanConvolution second;
    private readonly GanConvolution shortcut;

    /// <param name="channels">Of the input.</param>
    /// <param name="filters">Of the output.</param>
    /// <param name="conditions">Numbers that a row is conditioned on.</param>
    /// <param name="inHalfPrecision">Whether its convolutions are trained in bfloat16.</param>
    /// <param name="generator">Of the initial weights.</param>
    public GanGeneratorBlock(int channels, int filters, int conditions, bool inHalfPrecision, Generator generator) : base(nameof(GanGeneratorBlock))
    {
        firstNorm = new(channels, conditions, generator);
        first = new(channels, filters, 3, inHalfPrecision, generator);
        secondNorm = new(filters, conditions, generator);
        second = new(filters, filters, 3, inHalfPrecision, generator);
        shortcut = new(channels, filters, 1, inHalfPrecision, generator);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images, Tensor condition)
    {
        Tensor grown = first.call(LastChannels.Doubled(firstNorm.call(images, condition).relu()));
        // A 1 x 1 convolution commutes with the growth.
        return second.call(secondNorm.call(grown, condition).relu()).Plus(LastChannels.Doubled(shortcut.call(images)));
    }
}

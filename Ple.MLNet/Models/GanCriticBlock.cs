using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A residual block of BigGAN's critic: ReLU (but of the images themselves), 3 x 3 convolution, ReLU, 3 x 3 convolution and half the width and height by means, if asked for; beside it a 1 x 1
/// convolution, which is halved as well.</summary>
internal sealed class GanCriticBlock : nn.Module<Tensor, Tensor>
{
    private readonly GanConvolution first;
    private readonly GanConvolution second;
    private readonly GanConvolution shortcut;
    private readonly bool _isFirst;
    private readonly bool _halves;

    /// <param name="channels">Of the input.</param>
    /// <param name="filters">Of the output.</param>
    /// <param name="isFirst">Whether the input are the images.</param>
    /// <param name="halves">Whether the output has half the width and height.</param>
    /// <param name="inHalfPrecision">Whether its convolutions are trained in bfloat16.</param>
    /// <param name="generator">Of the initial weights.</param>
    public GanCriticBlock(int channels, int filters, bool isFirst, bool halves, bool inHalfPrecision, Generator generator) : base(nameof(GanCriticBlock))
    {
        (_isFirst, _halves) = (isFirst, halves);
        first = new(channels, filters, 3, inHalfPrecision, generator);
        second = new(filters, filters, 3, inHalfPrecision, generator);
        shortcut = new(channels, filters, 1, inHalfPrecision, generator);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        Tensor main = second.call(first.call(_isFirst ? images : images.relu()).relu());
        // Means and a 1 x 1 convolution commute, and there is less to convolve behind them.
        Tensor kept = shortcut.call(Reduced(images));
        return Reduced(main).Plus(kept);
    }

    private Tensor Reduced(Tensor images) => _halves ? nn.functional.avg_pool2d(images, 2) : images;
}

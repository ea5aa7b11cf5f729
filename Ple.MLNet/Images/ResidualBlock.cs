using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Images;

/// <summary>
/// A basic block of He et al. 2016: two 3 x 3 convolutions with batch norm, whose result is added to the input; the first may halve height and width, and
/// where it does or the number of channels changes, the input passes through a 1 x 1 convolution.
/// </summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private const int Kernel = 3;

    private readonly Parameter _first, _second;
    private readonly BatchNorm2d _firstNorm, _secondNorm;
    private readonly Parameter? _shortcut;
    private readonly BatchNorm2d? _shortcutNorm;
    private readonly int _stride;

    public ResidualBlock(int channels, int filters, int stride, Generator generator) : base(nameof(ResidualBlock))
    {
        using var scope = NewDisposeScope(); // a module's own tensors belong to no scope
        _stride = stride;
        _first = Reproducible.LinearParameter((long)channels * Kernel * Kernel, generator, filters, channels, Kernel, Kernel);
        _firstNorm = BatchNormalization.OfImages(filters);
        _second = Reproducible.LinearParameter((long)filters * Kernel * Kernel, generator, filters, filters, Kernel, Kernel);
        _secondNorm = BatchNormalization.OfImages(filters);
        if (stride > 1 || channels != filters)
        {
            _shortcut = Reproducible.LinearParameter(channels, generator, filters, channels, 1, 1);
            _shortcutNorm = BatchNormalization.OfImages(filters);
        }
        RegisterComponents();
    }

    /// <summary>Weights of the convolutions.</summary>
    public static long WeightCount(long channels, long filters) => (Kernel * Kernel * filters * (channels + filters)) + (channels == filters ? 0 : channels * filters);

    public override Tensor forward(Tensor images)
    {
        Tensor first = BatchNormalization.Apply(_firstNorm, StridedConvolution.Convolve(images, _first, bias: null, _stride)).relu_();
        Tensor second = BatchNormalization.Apply(_secondNorm, StridedConvolution.Convolve(first, _second, bias: null, stride: 1));
        Tensor kept = _shortcut is null ? images : BatchNormalization.Apply(_shortcutNorm!, StridedConvolution.Convolve(images, _shortcut, bias: null, _stride));
        return second.Plus(kept).relu_();
    }
}

using Ple.MLNet.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A convolution that keeps height and width, with spectral norm, of images whose channels lie beside each other. On a CPU channels and filters are filled up to whole blocks by zeros:
/// see <see cref="StridedConvolution"/>.</summary>
internal sealed class GanConvolution : nn.Module<Tensor, Tensor>
{
    private const int Block = StridedConvolution.Block;

    private readonly SpectralWeight weight;
    private readonly Parameter bias;
    private readonly bool _inHalfPrecision;

    /// <param name="channels">Of the images.</param>
    /// <param name="filters">Channels that it makes.</param>
    /// <param name="kernel">Width and height of a filter, odd.</param>
    /// <param name="inHalfPrecision">Whether it is trained in bfloat16.</param>
    /// <param name="generator">Of the initial weights.</param>
    public GanConvolution(int channels, int filters, int kernel, bool inHalfPrecision, Generator generator) : base(nameof(GanConvolution))
    {
        _inHalfPrecision = inHalfPrecision;
        using var scope = NewDisposeScope();
        weight = new(generator, filters, channels, kernel, kernel);
        bias = nn.Parameter(zeros(filters));
        bias.DetachFromDisposeScope();
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        Tensor normalized = weight.Normalized();
        if (images.device_type == DeviceType.CPU && images.shape[0] < StridedConvolution.FewestConvolved)
            return StridedConvolution.Convolve(images, normalized, bias, stride: 1);
        long filters = normalized.shape[0], padding = normalized.shape[2] / 2, moreFilters = Missing(filters), moreChannels = Missing(normalized.shape[1]);
        if (images.device_type != DeviceType.CPU || moreFilters + moreChannels == 0)
            return Convolved(images, normalized, bias, padding);
        if (moreChannels > 0)
            images = LastChannels.Widened(images, moreChannels);
        Tensor filled = nn.functional.pad(normalized, [0, 0, 0, 0, 0, moreChannels, 0, moreFilters]), filledBias = nn.functional.pad(bias, [0, moreFilters]);
        return Convolved(images, filled, filledBias, padding).narrow(1, 0, filters);

        static long Missing(long channels) => (Block - channels % Block) % Block;
    }

    private Tensor Convolved(Tensor images, Tensor filters, Tensor shift, long padding)
    {
        ScalarType type = _inHalfPrecision && training ? ScalarType.BFloat16 : images.dtype;
        return nn.functional.conv2d(images.to(type), filters.to(type), shift.to(type), padding: [padding, padding]).to(images.dtype);
    }
}

using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// Convolutions that keep, halve or double width and height. libtorch's own run on oneDNN, whose kernels take channels in blocks of 16: of a block that is not full, on processors with
/// AVX2 or AVX-512, they read memory that nobody has written, and give wrong gradients and wrong transposed convolutions, differently in each run (oneDNN 3.7.1 in libtorch 2.10;
/// seen against the same sums in double precision). So only whole blocks are left to it, and others are matrix products of patches.
/// </summary>
internal static class StridedConvolution
{
    /// <summary>Width and height of a kernel that halves, and of one that doubles.</summary>
    public const int HalvingKernel = 3, DoublingKernel = 4;

    /// <summary>Channels that oneDNN takes at a time, and images from which on it is asked.</summary>
    public const int Block = 16, FewestConvolved = 16;

    /// <param name="images">[n, channels, height, width]</param>
    /// <param name="weight">[filters, channels, 3, 3]</param>
    /// <param name="bias">[filters]</param>
    /// <returns>[n, filters, height / 2, width / 2], rounded up.</returns>
    public static Tensor Halve(Tensor images, Tensor weight, Tensor bias) => Convolve(images, weight, bias, stride: 2);

    /// <param name="images">[n, channels, height, width]</param>
    /// <param name="weight">[filters, channels, k, k] with an odd k: the images are padded by zeros so that nothing but the stride shrinks them.</param>
    /// <param name="bias">[filters], or none.</param>
    /// <param name="stride">1 or more.</param>
    /// <returns>[n, filters, height / stride, width / stride], rounded up.</returns>
    public static Tensor Convolve(Tensor images, Tensor weight, Tensor? bias, int stride)
    {
        long kernel = weight.shape[2], padding = kernel / 2;
        if (IsLeftToLibrary(images, weight))
            return nn.functional.conv2d(images, weight, bias, strides: [stride, stride], padding: [padding, padding]);
        Tensor patches = nn.functional.unfold(images, kernel, padding: padding, stride: stride);
        Tensor filtered = weight.flatten(1).matmul(patches);
        if (bias is not null)
            filtered = filtered.Plus(bias.view(-1, 1));
        return filtered.view(images.shape[0], weight.shape[0], (images.shape[2] + stride - 1) / stride, (images.shape[3] + stride - 1) / stride);
    }

    /// <param name="images">[n, channels, height, width]</param>
    /// <param name="weight">[channels, filters, 4, 4]</param>
    /// <param name="bias">[filters]</param>
    /// <returns>[n, filters, 2 height, 2 width]</returns>
    public static Tensor Double(Tensor images, Tensor weight, Tensor bias)
    {
        if (IsLeftToLibrary(images, weight))
            return nn.functional.conv_transpose2d(images, weight, bias, strides: [2, 2], padding: [1, 1]);
        Tensor patches = weight.flatten(1).t().matmul(images.flatten(2));
        return nn.functional.fold(patches, (2 * images.shape[2], 2 * images.shape[3]), (DoublingKernel, DoublingKernel), padding: (1, 1), stride: (2, 2)).Plus(bias.view(-1, 1, 1));
    }

    /// <summary>Whole blocks of channels; and not the few images on one thread for which libtorch asks for NNPACK, and writes a warning for each call where the processor is none of its
    /// kinds.</summary>
    private static bool IsLeftToLibrary(Tensor images, Tensor weight)
        => images.shape[0] >= FewestConvolved && weight.shape[0] % Block == 0 && weight.shape[1] % Block == 0;
}

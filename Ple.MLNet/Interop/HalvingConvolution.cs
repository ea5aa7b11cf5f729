using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// Convolutions of 3 x 3 that halve width and height. libtorch asks for NNPACK for a few images on one thread, and where the processor is none of its kinds it writes a
/// warning for each call: a few images are convolved by a matrix product, which is the same sum.
/// </summary>
internal static class HalvingConvolution
{
    public const int Kernel = 3;
    private const int FewestConvolved = 16;

    /// <param name="images">[n, channels, height, width]</param>
    /// <param name="weight">[filters, channels, 3, 3]</param>
    /// <param name="bias">[filters]</param>
    /// <returns>[n, filters, height / 2, width / 2], rounded up.</returns>
    public static Tensor Of(Tensor images, Tensor weight, Tensor bias)
    {
        if (images.shape[0] >= FewestConvolved)
            return nn.functional.conv2d(images, weight, bias, strides: [2, 2], padding: [1, 1]);
        Tensor patches = nn.functional.unfold(images, Kernel, padding: 1, stride: 2);
        return weight.flatten(1).matmul(patches).Plus(bias.view(-1, 1)).view(images.shape[0], weight.shape[0], (images.shape[2] + 1) / 2, (images.shape[3] + 1) / 2);
    }
}

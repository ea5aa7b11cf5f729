using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Images whose channels lie beside each other in memory, [n, channels, height, width] by shape: convolutions, pooling and growth of few channels are two to five times faster than of
/// images whose places do, and stay in this order.</summary>
internal static class LastChannels
{
    /// <param name="rows">[n, channels x height x width], as images are written: a channel after the other.</param>
    /// <param name="shape">Of the images.</param>
    public static Tensor Of(Tensor rows, ImageShape shape) => rows.view(-1, shape.Channels, shape.Height, shape.Width).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <summary>Numbers that a layer made, in this order from the start.</summary>
    public static Tensor Made(Tensor numbers, ImageShape shape) => numbers.view(-1, shape.Height, shape.Width, shape.Channels).permute(0, 3, 1, 2);

    /// <summary>[n, channels x height x width], a channel after the other.</summary>
    public static Tensor ToRows(Tensor images) => images.contiguous().flatten(1);

    /// <summary>Twice the width and height, each place four times.</summary>
    public static Tensor Doubled(Tensor images)
    {
        long[] shape = images.shape;
        return images.permute(0, 2, 3, 1).unsqueeze(2).unsqueeze(4).expand(shape[0], shape[2], 2, shape[3], 2, shape[1])
            .reshape(shape[0], 2 * shape[2], 2 * shape[3], shape[1]).permute(0, 3, 1, 2);
    }

    /// <summary>So many more channels, of zeros.</summary>
    public static Tensor Widened(Tensor images, long more) => nn.functional.pad(images.permute(0, 2, 3, 1), [0, more]).permute(0, 3, 1, 2);
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Batch norm by the functional form: TorchSharp's layers keep parameters and statistics here, but their own forward counts batches by a number that may not last,
/// and is not called.</summary>
internal static class BatchNormalization
{
#pragma warning disable RS0030 // its forward, which makes a number, is not called
    /// <param name="size">Values of a row.</param>
    public static BatchNorm1d OfRows(long size) => nn.BatchNorm1d(size);

    /// <param name="channels">Of the images.</param>
    public static BatchNorm2d OfImages(long channels) => nn.BatchNorm2d(channels);

    /// <summary>Without a gain and a bias of its own.</summary>
    /// <param name="channels">Of the images.</param>
    public static BatchNorm2d OfImagesAlone(long channels) => nn.BatchNorm2d(channels, affine: false);
#pragma warning restore RS0030

    public static Tensor Apply(BatchNorm norm, Tensor input) => nn.functional.batch_norm(
        input, norm.running_mean, norm.running_var, norm.weight, norm.bias, norm.training, norm.momentum ?? 0.1, norm.eps);
}

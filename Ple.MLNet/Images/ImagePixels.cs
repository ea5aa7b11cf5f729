using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Ple.MLNet.Images;

/// <summary>ML.NET's own steps from a file to pixels. The columns between have the output's name, so that later ones hide them.</summary>
internal static class ImagePixels
{
    private const float Scale = 1 / 255f;

    public static IEstimator<ITransformer> Chain(MLContext mlContext, ImagePixelsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        string name = options.OutputColumnName;
        TransformsCatalog transforms = mlContext.Transforms;
        EstimatorChain<ImageResizingTransformer> images = transforms.LoadImages(name, options.ImageFolder ?? "", options.ImagePathColumnName)
            .Append(transforms.ResizeImages(name, options.Width, options.Height, name, options.Resizing));
        return options.Channels == 1
            ? images.Append(transforms.ConvertToGrayscale(name)).Append(transforms.ExtractPixels(name, name, ColorBits.Red, scaleImage: Scale))
            : images.Append(transforms.ExtractPixels(name, name, ColorBits.Rgb, scaleImage: Scale));
    }
}

using Microsoft.ML.Transforms.Image;

using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>Options of <c>mlContext.Ple.ImagePixels</c>: image files to a vector column of pixels.</summary>
/// <remarks>ML.NET 5.0 reads pixels with SkiaSharp 2.88: in an application that brings SkiaSharp 3, as ScottPlot 5.1 does, it fails with a
/// MissingMethodException. Writing images works with both.</remarks>
public sealed class ImagePixelsOptions
{
    /// <summary>The text column with the path of each file. Default "ImagePath".</summary>
    public string ImagePathColumnName { get; init; } = "ImagePath";

    /// <summary>The folder that relative paths start from. Null, the default, is the current one.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>The column of pixels to add: a vector of Single, Channels x Height x Width, from 0 (black) to 1. Default "Pixels".</summary>
    public string OutputColumnName { get; init; } = "Pixels";

    /// <summary>Of the images that come out, 1 to 4096 pixels. Default 28.</summary>
    public int Width { get; init; } = 28;

    /// <summary>Of the images that come out, 1 to 4096 pixels. Default 28.</summary>
    public int Height { get; init; } = 28;

    /// <summary>3 for red, green and blue, or 1 for grey. Default 3.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>What is done with images of another shape. Default: the middle is cut out (<see cref="ImageResizingEstimator.ResizingKind.IsoCrop"/>).</summary>
    public ImageResizingEstimator.ResizingKind Resizing { get; init; } = ImageResizingEstimator.ResizingKind.IsoCrop;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ImagePathColumnName);
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        ImageShape.CheckSide(Width, nameof(Width));
        ImageShape.CheckSide(Height, nameof(Height));
        ImageShape.CheckChannels(Channels, nameof(Channels));
        if (!Enum.IsDefined(Resizing))
            throw new ArgumentOutOfRangeException(nameof(Resizing), Resizing, "Not a kind of resizing.");
    }
}

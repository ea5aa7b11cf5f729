using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>Options of <see cref="ImageOutputEstimator"/>: a vector column of pixels to a column of images.</summary>
public sealed class ImageOutputOptions
{
    /// <summary>The column of pixels: a known-size vector of Single, channel after channel, each row by row; 0 is black and 1 white, what lies outside is
    /// cut, what is missing becomes black. Default "Pixels".</summary>
    public string PixelColumnName { get; init; } = "Pixels";

    /// <summary>The column of images (MLImage) to add. Default "Image".</summary>
    public string OutputColumnName { get; init; } = "Image";

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Width { get; init; }

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Height { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(PixelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        ImageShape.CheckSides(Width, Height, nameof(Width));
    }
}

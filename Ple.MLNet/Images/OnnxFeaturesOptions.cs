using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>Options of <see cref="OnnxFeaturesEstimator"/>: pixels to the features of a network in the ONNX format.</summary>
public sealed class OnnxFeaturesOptions
{
    /// <summary>Path of the network, read by Fit. One input of Single, [images, channels, height, width], with 1 or 3 channels; all weights in this one file.</summary>
    public required string NetworkPath { get; init; }

    /// <summary>The output to take. Null, the default, takes the only one that the network has.</summary>
    public string? NetworkOutputName { get; init; }

    /// <summary>The column of pixels: a known-size vector of Single, channel after channel, each row by row; 0 is black and 1 white, what lies outside is cut. Default "Pixels".</summary>
    public string PixelColumnName { get; init; } = "Pixels";

    /// <summary>The column of features to add: a vector of Single, the network's output laid out flat. Default "Features".</summary>
    public string OutputColumnName { get; init; } = "Features";

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Width { get; init; }

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Height { get; init; }

    /// <summary>What the images are resized to, 1 to 1024 pixels. Null, the default, is what the network asks for; where it leaves that open, the images' own.</summary>
    public int? NetworkWidth { get; init; }

    /// <summary>What the images are resized to, 1 to 1024 pixels. Null, the default, is what the network asks for; where it leaves that open, the images' own.</summary>
    public int? NetworkHeight { get; init; }

    /// <summary>Rounding to the 256 values of bytes. Default <see cref="PixelRounding.None"/>.</summary>
    public PixelRounding Rounding { get; init; } = PixelRounding.None;

    /// <summary>Subtracted from pixels of 0 to 1, one number for each channel of the network or one for all. Default 0.</summary>
    public IReadOnlyList<float> Means { get; init; } = [0];

    /// <summary>What the difference is divided by, above 0, one number for each channel of the network or one for all. Default 1.</summary>
    public IReadOnlyList<float> Deviations { get; init; } = [1];

    /// <summary>Threads of ONNX Runtime for an image, 1 to 256. Default 1: the bits then do not depend on the number of cores.</summary>
    public int Threads { get; init; } = 1;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(NetworkPath);
        ArgumentException.ThrowIfNullOrEmpty(PixelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        ImageShape.CheckSides(Width, Height, nameof(Width));
        ImagePreparation.CheckNetworkSide(NetworkWidth, nameof(NetworkWidth));
        ImagePreparation.CheckNetworkSide(NetworkHeight, nameof(NetworkHeight));
        if (!Enum.IsDefined(Rounding))
            throw new ArgumentOutOfRangeException(nameof(Rounding), Rounding, "Not a kind of rounding.");
        CheckNumbers(Means, float.IsFinite, "finite", nameof(Means));
        CheckNumbers(Deviations, ImagePreparation.IsDeviation, "finite and above 0", nameof(Deviations));
        if (Threads is < 1 or > OnnxNetwork.MostThreads)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, $"1 to {OnnxNetwork.MostThreads} threads.");
    }

    private static void CheckNumbers(IReadOnlyList<float> numbers, Func<float, bool> isRight, string what, string option)
    {
        ArgumentNullException.ThrowIfNull(numbers, option);
        if (numbers.Count is not (1 or 3) || !numbers.All(isRight))
            throw new ArgumentException($"One number for all channels or one for each, all {what}, are expected; given are {string.Join(", ", numbers)}.", option);
    }
}

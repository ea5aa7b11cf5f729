namespace Ple.MLNet.Models;

/// <summary>How the values of a vector are an image: channel after channel, each row by row.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    public const int MostSide = 4096;

    public int Size => Channels * Height * Width;

    public override string ToString() => $"{Channels} x {Height} x {Width}";

    public static void CheckSide(int side, string option)
    {
        if (side is < 1 or > MostSide)
            throw new ArgumentOutOfRangeException(option, side, $"An image has 1 to {MostSide} pixels a side.");
    }

    /// <summary>Of options that give both or neither.</summary>
    public static void CheckSides(int? width, int? height, string option)
    {
        if (width.HasValue != height.HasValue)
            throw new ArgumentException("Set Width and Height, or neither.", option);
        CheckSide(width ?? 1, option);
        CheckSide(height ?? 1, "Height");
    }

    public static void CheckChannels(int channels, string option)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(option, channels, "An image has 1 channel (grey) or 3 (red, green, blue).");
    }

    /// <summary>That of the options where they give one, else that of the vector's type: three dimensions, or two of a grey image.</summary>
    /// <param name="dimensions">Of the vector's type.</param>
    /// <param name="height">Of the options.</param>
    /// <param name="width">Of the options.</param>
    /// <returns>Null where the vector is no image of 1 or 3 channels, or not of that size.</returns>
    public static ImageShape? Of(IReadOnlyList<int> dimensions, int? height, int? width)
    {
        long size = dimensions.Aggregate(1L, (product, side) => product * side);
        ImageShape? found = (height, width, dimensions.Count) switch
        {
            ({ } givenHeight, { } givenWidth, _) => new(size == (long)givenHeight * givenWidth ? 1 : 3, givenHeight, givenWidth),
            (_, _, 3) => new(dimensions[0], dimensions[1], dimensions[2]),
            (_, _, 2) => new(1, dimensions[0], dimensions[1]),
            _ => null,
        };
        return found is { Channels: 1 or 3, Height: >= 1 and <= MostSide, Width: >= 1 and <= MostSide } shape && shape.Size == size ? shape : null;
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Images;

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

    /// <summary>That of the options where they give one, else that of the column's type: three dimensions, or two of a grey image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, not a known-size vector of Single, or no shape that fits it.</exception>
    public static ImageShape Of(IExceptionContext context, DataViewSchema schema, string name, int? height, int? width)
    {
        int size = Interop.VectorColumn.Find(context, schema, name).Size;
        if (((VectorDataViewType)schema[name].Type).Dimensions is var dimensions && height is { } givenHeight && width is { } givenWidth)
        {
            var given = new ImageShape(size == givenHeight * givenWidth ? 1 : 3, givenHeight, givenWidth);
            return given.Size == size ? given
                : throw context.ExceptUserArg(nameof(Width), $"Column '{name}' holds {size} values, which are no image of {given} (channels x height x width).");
        }
        ImageShape? found = dimensions.Length switch
        {
            3 => new(dimensions[0], dimensions[1], dimensions[2]),
            2 => new(1, dimensions[0], dimensions[1]),
            _ => null,
        };
        return found is { Channels: 1 or 3, Height: <= MostSide, Width: <= MostSide } shape ? shape
            : throw context.ExceptUserArg(nameof(Width), $"Column '{name}' is {schema[name].Type}, which does not say how it is an image (channels x height x width, " +
                "1 or 3 channels): set Width and Height.");
    }
}

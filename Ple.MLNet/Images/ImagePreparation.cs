using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>What is done with pixels before a network sees them: rounding, resizing, rounding, mean and deviation.</summary>
/// <param name="From">The images.</param>
/// <param name="To">What the network takes: as many channels, or three of a grey image.</param>
/// <param name="Rounding">To bytes, and when.</param>
/// <param name="Means">One for each channel of the network.</param>
/// <param name="Deviations">One for each channel of the network.</param>
internal sealed record ImagePreparation(ImageShape From, ImageShape To, PixelRounding Rounding, IReadOnlyList<float> Means, IReadOnlyList<float> Deviations)
{
    private const int MostNetworkSide = 1024;

    public static void CheckNetworkSide(int? side, string option)
    {
        if (side is < 1 or > MostNetworkSide)
            throw new ArgumentOutOfRangeException(option, side, $"A network takes images of 1 to {MostNetworkSide} pixels a side.");
    }

    public static bool IsDeviation(float number) => number > 0 && float.IsFinite(number);

    /// <summary>Makes the network's input of an image's pixels, in memory of its own: for one thread.</summary>
    public Func<float[], float[]> ForOneThread()
    {
        var resizing = new BilinearResizing(From.Height, From.Width, To.Height, To.Width);
        int size = From.Height * From.Width, newSize = To.Height * To.Width;
        return pixels =>
        {
            float[] image = [.. pixels.Select(p => Math.Clamp(p, 0, 1))], input = new float[To.Size];
            if (Rounding == PixelRounding.BeforeResizing)
                Round(image);
            for (int channel = 0; channel < From.Channels; channel++)
                resizing.Resize(image.AsSpan(channel * size, size), input.AsSpan(channel * newSize, newSize));
            if (Rounding == PixelRounding.AfterResizing)
                Round(input.AsSpan(0, From.Channels * newSize));
            for (int channel = From.Channels; channel < To.Channels; channel++)
                input.AsSpan(0, newSize).CopyTo(input.AsSpan(channel * newSize));
            for (int i = 0; i < input.Length; i++)
                input[i] = (input[i] - Means[i / newSize]) / Deviations[i / newSize];
            return input;
        };
    }

    public void Write(BinaryWriter writer)
    {
        foreach (ImageShape shape in new[] { From, To })
        {
            writer.Write(shape.Channels);
            writer.Write(shape.Height);
            writer.Write(shape.Width);
        }
        writer.Write((int)Rounding);
        writer.WriteArray<float>([.. Means]);
        writer.WriteArray<float>([.. Deviations]);
    }

    public static ImagePreparation Read(PayloadReader reader)
    {
        ImageShape ReadShape(int mostSide) => new(reader.ReadInt32(1, 3), reader.ReadInt32(1, mostSide), reader.ReadInt32(1, mostSide));
        ImageShape from = ReadShape(ImageShape.MostSide), to = ReadShape(MostNetworkSide);
        PayloadReader.Check(from.Channels != 2 && (to.Channels == from.Channels || (from.Channels, to.Channels) == (1, 3)), "the images are of no known kind");
        var rounding = (PixelRounding)reader.ReadInt32(0, (int)PixelRounding.AfterResizing);
        float[] means = reader.ReadArray<float>(to.Channels), deviations = reader.ReadArray<float>(to.Channels);
        PayloadReader.Check(means.All(float.IsFinite) && deviations.All(IsDeviation), "a mean or deviation is out of range");
        return new(from, to, rounding, means, deviations);
    }

    /// <summary>To the nearest of the values that a byte holds.</summary>
    private static void Round(Span<float> pixels)
    {
        foreach (ref float pixel in pixels)
            pixel = MathF.Floor((pixel * 255) + 0.5f) / 255;
    }
}

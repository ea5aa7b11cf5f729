using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>What a classifier of images reads and says.</summary>
/// <param name="PixelColumn">The column that it reads.</param>
/// <param name="Shape">Of the images.</param>
/// <param name="Classes">All that it knows.</param>
/// <param name="Network">Which network it has.</param>
internal sealed record ImageClassifierLayout(string PixelColumn, ImageShape Shape, ImageClasses Classes, ImageClassifierNetwork Network)
{
    /// <summary>Before this version there was one network, and PredictedLabel chose from all classes.</summary>
    public const uint FirstVersionOfNetworks = 0x00010002;

    /// <summary>Indices of the classes that PredictedLabel chooses from, the first of equals first; none for all of them.</summary>
    public IReadOnlyList<int> Among { get; init; } = [];

    public void Write(BinaryWriter writer)
    {
        writer.Write(PixelColumn);
        writer.Write(Shape.Channels);
        writer.Write(Shape.Height);
        writer.Write(Shape.Width);
        Classes.Write(writer);
        writer.Write((int)Network);
        writer.Write(Among.Count);
        foreach (int index in Among)
            writer.Write(index);
    }

    public static ImageClassifierLayout Read(PayloadReader reader, uint version)
    {
        string pixelColumn = reader.ReadText();
        int channels = reader.ReadInt32(1, 3);
        PayloadReader.Check(pixelColumn.Length > 0 && channels != 2, "the images are of no known kind");
        var shape = new ImageShape(channels, reader.ReadInt32(1, ImageShape.MostSide), reader.ReadInt32(1, ImageShape.MostSide));
        ImageClasses classes = ImageClasses.Read(reader);
        if (version < FirstVersionOfNetworks)
            return new(pixelColumn, shape, classes, ImageClassifierNetwork.Small);
        var network = (ImageClassifierNetwork)reader.ReadInt32(0, (int)ImageClassifierNetwork.ResNet18);
        PayloadReader.Check(ImageNetwork.Takes(network, shape), "the network takes no images of this size");
        int[] among = reader.ReadItems(0, classes.Values.Count, () => reader.ReadInt32(0, classes.Values.Count - 1));
        PayloadReader.Check(among.Distinct().Count() == among.Length, "a class to choose from stands twice");
        return new(pixelColumn, shape, classes, network) { Among = among };
    }
}

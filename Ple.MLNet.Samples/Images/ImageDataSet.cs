using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Images;

/// <summary>Grey or coloured images of one size with a label each. Held as bytes, handed out as numbers from 0 (black) to 1 (white).</summary>
internal sealed class ImageDataSet
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    /// <param name="pixels">Image after image, channel after channel, row by row: labels.Length * channels * width * height values.</param>
    /// <param name="channels">1 of grey images, 3 of red, green and blue.</param>
    public ImageDataSet(byte[] pixels, byte[] labels, int width, int height, int channels = 1)
    {
        if (pixels.LongLength != (long)labels.Length * channels * width * height)
            throw new ArgumentException($"{pixels.LongLength} values do not make {labels.Length} images of {channels} x {height} x {width}.", nameof(pixels));
        (_pixels, _labels, Width, Height, Channels) = (pixels, labels, width, height, channels);
    }

    public int Count => _labels.Length;

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    /// <summary>Values of an image.</summary>
    public int PixelCount => Channels * Width * Height;

    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>All values from 0 to 255, image after image.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Reads a pair of IDX files.</summary>
    /// <exception cref="UserErrorException">A file is damaged, or the two do not belong together.</exception>
    public static ImageDataSet Read(string imagesPath, string labelsPath)
    {
        IdxFile images = IdxFile.Read(imagesPath, dimensionCount: 3);
        IdxFile labels = IdxFile.Read(labelsPath, dimensionCount: 1);
        if (images.Dimensions[0] != labels.Dimensions[0])
            throw new UserErrorException($"'{imagesPath}' holds {images.Dimensions[0]} images but '{labelsPath}' {labels.Dimensions[0]} labels: " +
                "take both from the same data set.");
        return new(images.Values, labels.Values, width: images.Dimensions[2], height: images.Dimensions[1]);
    }

    /// <summary>The values of one image, from 0 to 1.</summary>
    public float[] Row(int image)
    {
        ReadOnlySpan<byte> pixels = _pixels.AsSpan(image * PixelCount, PixelCount);
        float[] row = new float[pixels.Length];
        for (int i = 0; i < row.Length; i++)
            row[i] = pixels[i] / 255f;
        return row;
    }

    /// <summary>The positions of all images with this label, in order.</summary>
    public int[] Positions(byte label) => [.. Enumerable.Range(0, Count).Where(i => _labels[i] == label)];

    /// <summary>The chosen images, in the given order.</summary>
    public ImageDataSet Select(IReadOnlyList<int> images)
    {
        byte[] pixels = new byte[images.Count * PixelCount];
        for (int i = 0; i < images.Count; i++)
            _pixels.AsSpan(images[i] * PixelCount, PixelCount).CopyTo(pixels.AsSpan(i * PixelCount));
        return new(pixels, [.. images.Select(i => _labels[i])], Width, Height, Channels);
    }

    /// <summary>Columns Features (vector of Single, channels x height x width, from 0 to 1) and Label (text).</summary>
    public IDataView ToDataView(MLContext mlContext)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(ImageRow));
        schema[nameof(ImageRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Channels, Height, Width);
        return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Count)
            .Select(i => new ImageRow { Features = Row(i), Label = ClassName.Of(_labels[i]) }), schema);
    }
}

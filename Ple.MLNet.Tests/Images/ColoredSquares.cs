using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Ple.MLNet.Tests.Images;

/// <summary>Small pictures without any symmetry: a pixel's value tells its channel, row and column.</summary>
internal static class ColoredSquares
{
    public const int Width = 5, Height = 3;

    /// <summary>The byte of a pixel; channels, rows and columns differ.</summary>
    public static byte Value(int channel, int row, int column, int image) => (byte)((channel * 80 + row * 20 + column * 3 + image * 7) % 256);

    /// <summary>Rows of pixels, channel after channel, with dimensions in the type.</summary>
    public static IDataView Rows(MLContext mlContext, int count, int channels) => Vectors(mlContext, [.. Enumerable.Range(0, count).Select(image => Enumerable.Range(0, channels * Height * Width)
        .Select(i => Value(i / (Height * Width), i / Width % Height, i % Width, image) / 255f).ToArray())], channels, Height, Width);

    public static IDataView Vectors(MLContext mlContext, float[][] rows, params int[] dimensions)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(VectorRow));
        schema["Pixels"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, dimensions);
        return mlContext.Data.LoadFromEnumerable(rows.Select(r => new VectorRow { Pixels = r }).ToArray(), schema);
    }

    /// <summary>The bytes of a PNG file, channel after channel.</summary>
    public static byte[] Read(string path, int channels)
    {
        using SKBitmap bitmap = SKBitmap.Decode(path);
        SKColor[] pixels = bitmap.Pixels;
        return [.. Enumerable.Range(0, channels).SelectMany(c => pixels.Select(p => c switch { 0 => p.Red, 1 => p.Green, _ => p.Blue }))];
    }

    /// <summary>Writes a picture in color.</summary>
    public static void Write(string path, int image)
    {
        using var bitmap = new SKBitmap(Width, Height);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
                bitmap.SetPixel(column, row, new(Value(0, row, column, image), Value(1, row, column, image), Value(2, row, column, image)));
        }
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, png.ToArray());
    }

    private sealed class VectorRow
    {
        public float[] Pixels { get; set; } = [];
    }
}

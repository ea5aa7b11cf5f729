using Microsoft.ML.Data;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Images;

/// <summary>Writes grey or coloured images side by side on a sheet, as a PNG file.</summary>
internal static class ImageSheet
{
    private const int Gap = 2;
    private const byte GapGrey = 96;
    private const int BytesPerPixel = RgbaPixels.Bytes;

    /// <summary>Writes the images from left to right and top to bottom, with a small gap between them. The last row may be short.</summary>
    /// <param name="columns">Images in each row.</param>
    public static void WriteSheet(string path, IReadOnlyList<float[]> images, int width, int height, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfZero(images.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        columns = Math.Min(columns, images.Count);
        int rows = (images.Count + columns - 1) / columns;
        int sheetWidth = columns * (width + Gap) + Gap, sheetHeight = rows * (height + Gap) + Gap;
        byte[] canvas = new byte[sheetWidth * sheetHeight * BytesPerPixel];
        canvas.AsSpan().Fill(GapGrey);
        MakeOpaque(canvas);
        for (int i = 0; i < images.Count; i++)
        {
            int left = Gap + i % columns * (width + Gap), top = Gap + i / columns * (height + Gap);
            Draw(canvas, sheetWidth, images[i], width, height, left, top);
        }
        Save(path, canvas, sheetWidth, sheetHeight);
    }

    private static void Draw(byte[] canvas, int canvasWidth, ReadOnlySpan<float> image, int width, int height, int left, int top)
    {
        byte[] pixels = RgbaPixels.Of(image, width * height);
        for (int y = 0; y < height; y++)
            pixels.AsSpan(y * width * BytesPerPixel, width * BytesPerPixel).CopyTo(canvas.AsSpan(((top + y) * canvasWidth + left) * BytesPerPixel));
    }

    private static void MakeOpaque(byte[] canvas)
    {
        for (int alpha = 3; alpha < canvas.Length; alpha += BytesPerPixel)
            canvas[alpha] = byte.MaxValue;
    }

    private static void Save(string path, byte[] canvas, int width, int height)
    {
        using MLImage image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, canvas);
        AtomicFile.WriteBy(path, image.Save);
    }
}

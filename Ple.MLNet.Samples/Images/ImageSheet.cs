using Microsoft.ML.Data;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Images;

/// <summary>Writes grey images side by side on a sheet, as a PNG file.</summary>
internal static class ImageSheet
{
    private const int Gap = 2;
    private const byte GapGrey = 96;
    private const int BytesPerPixel = 4;

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
            Draw(canvas, sheetWidth, images[i], width, left, top);
        }
        Save(path, canvas, sheetWidth, sheetHeight);
    }

    /// <summary>A pixel from 0 to 1 as a byte; values outside are cut.</summary>
    public static byte Grey(float pixel) => (byte)MathF.Round(Math.Clamp(pixel, 0f, 1f) * 255f);

    private static void Draw(byte[] canvas, int canvasWidth, ReadOnlySpan<float> pixels, int width, int left, int top)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int at = ((top + i / width) * canvasWidth + left + i % width) * BytesPerPixel;
            canvas.AsSpan(at, 3).Fill(Grey(pixels[i]));
            canvas[at + 3] = byte.MaxValue;
        }
    }

    private static void MakeOpaque(byte[] canvas)
    {
        for (int alpha = 3; alpha < canvas.Length; alpha += BytesPerPixel)
            canvas[alpha] = byte.MaxValue;
    }

    private static void Save(string path, byte[] canvas, int width, int height)
    {
        using MLImage image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, canvas);
        AtomicFile.WriteBy(path, image.Save);
    }
}

using SkiaSharp;

namespace Ple.MLNet.Samples.Images;

/// <summary>Grey or coloured images in rows, with a small gap between them; small ones enlarged by a whole factor.</summary>
internal static class ImageGrid
{
    private const int Gap = 2, LeastImageSize = 56;
    private static readonly SKColor _gap = new(96, 96, 96);

    /// <summary>What an image takes, with its gap.</summary>
    public static SKSizeI Cell(int width, int height)
    {
        int scale = Math.Max(1, LeastImageSize / Math.Max(width, height));
        return new(width * scale + Gap, height * scale + Gap);
    }

    public static int Width(int columns, SKSizeI cell) => columns * cell.Width + Gap;

    public static int Height(int count, int columns, SKSizeI cell) => (count + columns - 1) / columns * cell.Height + Gap;

    /// <param name="images">Values from 0 to 1, channel after channel, row by row.</param>
    public static void Draw(SKCanvas canvas, int left, int top, IReadOnlyList<float[]> images, int width, int height, int columns, SKSizeI cell)
    {
        if (images.Count == 0)
            return;
        using var background = new SKPaint { Color = _gap };
        canvas.DrawRect(left, top, Width(Math.Min(columns, images.Count), cell), Height(images.Count, columns, cell), background);
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        foreach ((int index, float[] pixels) in images.Index())
        {
            using SKImage image = SKImage.FromPixelCopy(info, RgbaPixels.Of(pixels, width * height));
            int x = left + Gap + index % columns * cell.Width, y = top + Gap + index / columns * cell.Height;
            canvas.DrawImage(image, SKRect.Create(x, y, cell.Width - Gap, cell.Height - Gap), new SKSamplingOptions(SKFilterMode.Nearest));
        }
    }
}

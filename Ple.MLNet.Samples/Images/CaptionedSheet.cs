using Ple.MLNet.Samples.Output;
using SkiaSharp;

namespace Ple.MLNet.Samples.Images;

/// <summary>Writes a PNG file of grey images with a caption, in titled blocks one below the other. Lines too long for the sheet are broken.</summary>
internal static class CaptionedSheet
{
    private const int Margin = 12, Gap = 2, BlockGap = 10, LeastImageSize = 56, LeastWidth = 480;
    private static readonly SKColor _gap = new(96, 96, 96);

    /// <param name="caption">First line and the rest; the first is set larger.</param>
    /// <param name="width">Of an image; small images are enlarged by a whole factor.</param>
    /// <param name="height">Of an image.</param>
    /// <param name="columns">Images side by side.</param>
    public static void Write(string path, IReadOnlyList<string> caption, IReadOnlyList<SheetBlock> blocks, int width, int height, int columns)
    {
        int scale = Math.Max(1, LeastImageSize / Math.Max(width, height));
        var cell = new SKSizeI(width * scale + Gap, height * scale + Gap);
        int inner = Math.Max(LeastWidth, columns * cell.Width + Gap);
        using var heading = new SheetText(size: 19, inner);
        using var text = new SheetText(size: 15, inner);

        var parts = new List<(int Height, Action<SKCanvas, int> Draw)>();
        foreach ((int index, string line) in caption.Index())
            parts.Add(Text(index == 0 ? heading : text, line));
        foreach (SheetBlock block in blocks)
        {
            parts.Add((BlockGap, (_, _) => { }));
            parts.Add(Text(text, block.Title));
            int rows = (block.Images.Count + columns - 1) / columns;
            if (rows > 0)
                parts.Add((rows * cell.Height + Gap, (canvas, top) => DrawGrid(canvas, top, block.Images, width, height, columns, cell)));
        }

        using var bitmap = new SKBitmap(inner + 2 * Margin, parts.Sum(p => p.Height) + 2 * Margin);
        using var drawing = new SKCanvas(bitmap);
        drawing.Clear(SKColors.White);
        int y = Margin;
        foreach ((int partHeight, Action<SKCanvas, int> draw) in parts)
        {
            draw(drawing, y);
            y += partHeight;
        }
        Save(path, bitmap);
    }

    private static (int Height, Action<SKCanvas, int> Draw) Text(SheetText text, string line)
    {
        IReadOnlyList<string> broken = text.Break(line);
        return (broken.Count * text.LineHeight, (canvas, top) => text.Draw(canvas, broken, Margin, top));
    }

    private static void DrawGrid(SKCanvas canvas, int top, IReadOnlyList<float[]> images, int width, int height, int columns, SKSizeI cell)
    {
        int rows = (images.Count + columns - 1) / columns;
        using var background = new SKPaint { Color = _gap };
        canvas.DrawRect(Margin, top, Math.Min(columns, images.Count) * cell.Width + Gap, rows * cell.Height + Gap, background);
        var info = new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        foreach ((int index, float[] pixels) in images.Index())
        {
            using SKImage image = SKImage.FromPixelCopy(info, Array.ConvertAll(pixels, ImageSheet.Grey));
            int left = Margin + Gap + index % columns * cell.Width, upper = top + Gap + index / columns * cell.Height;
            canvas.DrawImage(image, SKRect.Create(left, upper, cell.Width - Gap, cell.Height - Gap), new SKSamplingOptions(SKFilterMode.Nearest));
        }
    }

    private static void Save(string path, SKBitmap bitmap)
    {
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        AtomicFile.Write(path, png.SaveTo);
    }
}

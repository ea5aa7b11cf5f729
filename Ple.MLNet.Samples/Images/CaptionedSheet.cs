using Ple.MLNet.Samples.Output;
using SkiaSharp;

namespace Ple.MLNet.Samples.Images;

/// <summary>Writes a PNG file of grey images with a caption, in titled blocks one below the other. Lines too long for the sheet are broken.</summary>
internal static class CaptionedSheet
{
    private const int Margin = 12, BlockGap = 10, LeastWidth = 480;

    /// <param name="caption">First line and the rest; the first is set larger.</param>
    /// <param name="width">Of an image; small images are enlarged by a whole factor.</param>
    /// <param name="height">Of an image.</param>
    /// <param name="columns">Images side by side.</param>
    public static void Write(string path, IReadOnlyList<string> caption, IReadOnlyList<SheetBlock> blocks, int width, int height, int columns)
    {
        SKSizeI cell = ImageGrid.Cell(width, height);
        int inner = Math.Max(LeastWidth, ImageGrid.Width(columns, cell));
        using var heading = new SheetText(size: 19, inner);
        using var text = new SheetText(size: 15, inner);

        var parts = new List<(int Height, Action<SKCanvas, int> Draw)>();
        foreach ((int index, string line) in caption.Index())
            parts.Add(Text(index == 0 ? heading : text, line));
        foreach (SheetBlock block in blocks)
        {
            parts.Add((BlockGap, (_, _) => { }));
            parts.Add(Text(text, block.Title));
            if (block.Images.Count > 0)
                parts.Add((ImageGrid.Height(block.Images.Count, columns, cell), (canvas, top) => ImageGrid.Draw(canvas, Margin, top, block.Images, width, height, columns, cell)));
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

    /// <summary>As a PNG file.</summary>
    public static void Save(string path, SKBitmap bitmap)
    {
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        AtomicFile.Write(path, png.SaveTo);
    }
}

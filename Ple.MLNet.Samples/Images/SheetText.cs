using Ple.MLNet.Samples.Figures;
using SkiaSharp;

namespace Ple.MLNet.Samples.Images;

/// <summary>Lines of text on a sheet, in one size. Where the machine has no font nothing is drawn, as in every plot.</summary>
internal sealed class SheetText : IDisposable
{
    private readonly SKTypeface _typeface = SKTypeface.FromFamilyName(PlotFont.Name);
    private readonly SKFont _font;
    private readonly SKPaint _paint = new() { Color = SKColors.Black, IsAntialias = true };
    private readonly int _width;

    /// <param name="size">Of the font, in pixels.</param>
    /// <param name="width">Most of a line, in pixels.</param>
    public SheetText(float size, int width) => (_font, _width) = (new SKFont(_typeface, size), width);

    public int LineHeight => (int)Math.Ceiling(_font.Size * 1.4);

    /// <summary>The text in lines that are narrow enough, broken between words.</summary>
    public IReadOnlyList<string> Break(string text)
    {
        var lines = new List<string>();
        foreach (string word in text.Split(' '))
        {
            if (lines.Count > 0 && _font.MeasureText(lines[^1] + " " + word) <= _width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        return lines;
    }

    public void Draw(SKCanvas canvas, IReadOnlyList<string> lines, int left, int top)
    {
        foreach ((int index, string line) in lines.Index())
            canvas.DrawText(line, left, top + index * LineHeight + _font.Size, SKTextAlign.Left, _font, _paint);
    }

    public void Dispose()
    {
        _paint.Dispose();
        _font.Dispose();
        _typeface.Dispose();
    }
}

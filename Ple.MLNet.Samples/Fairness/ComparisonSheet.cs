using Ple.MLNet.Samples.Images;
using SkiaSharp;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Draws images of several sources side by side, the majority class above the minority class.</summary>
internal static class ComparisonSheet
{
    private const int Margin = 12, Columns = 6, PanelGap = 24;

    /// <param name="sources">From left to right.</param>
    /// <param name="majority">Title of the upper row.</param>
    /// <param name="minority">Title of the lower row.</param>
    /// <param name="width">Of an image.</param>
    /// <param name="height">Of an image.</param>
    public static void Write(string path, IReadOnlyList<ComparedImages> sources, string majority, string minority, int width, int height)
    {
        SKSizeI cell = ImageGrid.Cell(width, height);
        int panel = ImageGrid.Width(Columns, cell);
        using var heading = new SheetText(size: 17, panel);
        using var text = new SheetText(size: 15, sources.Count * (panel + PanelGap));
        IReadOnlyList<string>[] titles = [.. sources.Select(s => heading.Break(s.Title))];
        int top = Margin + titles.Max(t => t.Count) * heading.LineHeight, block = text.LineHeight + ImageGrid.Height(sources.Max(s => Math.Max(s.Majority.Count, s.Minority.Count)), Columns, cell) + Margin;
        using var bitmap = new SKBitmap(2 * Margin + sources.Count * panel + (sources.Count - 1) * PanelGap, top + 2 * block);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        text.Draw(canvas, [majority], Margin, top);
        text.Draw(canvas, [minority], Margin, top + block);
        foreach ((int index, ComparedImages source) in sources.Index())
        {
            int left = Margin + index * (panel + PanelGap);
            heading.Draw(canvas, titles[index], left, Margin);
            ImageGrid.Draw(canvas, left, top + text.LineHeight, source.Majority, width, height, Columns, cell);
            ImageGrid.Draw(canvas, left, top + block + text.LineHeight, source.Minority, width, height, Columns, cell);
        }
        CaptionedSheet.Save(path, bitmap);
    }
}

using Ple.MLNet.Samples.Figures;
using Ple.MLNet.Samples.Images;
using SkiaSharp;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class CaptionedSheetTests
{
    private const int Margin = 12;
    private static readonly float[] _white = [.. Enumerable.Repeat(1f, 28 * 28)], _black = new float[28 * 28], _half = [.. Enumerable.Repeat(0.6f, 28 * 28)];

    [TestMethod]
    public void BlocksStandOneBelowTheOtherInTheirOrder()
    {
        using SKBitmap sheet = Draw(["caption"], [new("first", [_half, _half, _half]), new("second", [_black])], columns: 2);
        // Enlarged to 56 pixels, a gap of 2 around each: two rows, then one.
        Assert.AreEqual(3 * 56 * 56, sheet.Pixels.Count(p => p == new SKColor(153, 153, 153)));
        int[] rows = [.. Enumerable.Range(0, sheet.Height).Where(y => sheet.GetPixel(Margin + 3, y).Red == 153)];
        Assert.HasCount(2 * 56, rows);
        int second = rows[^1] + 2 + 10 + 21; // the gap below, that between blocks, the title
        Assert.IsTrue(Enumerable.Range(second + 3, 56).All(y => sheet.GetPixel(Margin + 2, y) == SKColors.Black));
        Assert.AreEqual(sheet.Height - Margin, second + 1 + 2 + 56 + 2);
    }

    [TestMethod]
    public void TextStaysWithinTheMarginsAndLongTextIsBroken()
    {
        if (!PlotFont.IsThere)
            Assert.Inconclusive("There is no font on this machine.");
        string longLine = string.Join(' ', Enumerable.Repeat("word", 60));
        using SKBitmap brief = Draw(["caption"], [new("block", [_white])], columns: 1), broken = Draw(["caption", longLine], [new("block", [_white])], columns: 1);
        Assert.AreEqual(brief.Width, broken.Width);
        Assert.IsGreaterThan(3 * 15, broken.Height - brief.Height);
        foreach (SKBitmap sheet in (SKBitmap[])[brief, broken])
        {
            (int X, int Y)[] ink = [.. from y in Enumerable.Range(0, sheet.Height) from x in Enumerable.Range(0, sheet.Width) where sheet.GetPixel(x, y) != SKColors.White select (x, y)];
            Assert.IsTrue(ink.All(p => p.X >= Margin - 1 && p.X <= sheet.Width - Margin && p.Y >= Margin && p.Y < sheet.Height - Margin));
            Assert.IsTrue(ink.Any(p => p.Y < Margin + 19), "The caption is drawn.");
        }
    }

    [TestMethod]
    public void AnEmptyBlockHasItsTitleOnly()
    {
        using SKBitmap with = Draw(["caption"], [new("first", [_white]), new("none", [])], columns: 3), without = Draw(["caption"], [new("first", [_white])], columns: 3);
        Assert.AreEqual(with.Height, without.Height + 10 + 21);
    }

    private static SKBitmap Draw(string[] caption, SheetBlock[] blocks, int columns)
    {
        using var folder = new TestFolder();
        CaptionedSheet.Write(folder["sheet.png"], caption, blocks, width: 28, height: 28, columns);
        return SKBitmap.Decode(folder["sheet.png"]);
    }
}

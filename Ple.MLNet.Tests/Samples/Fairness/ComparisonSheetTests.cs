using Ple.MLNet.Samples.Fairness;
using SkiaSharp;

namespace Ple.MLNet.Tests.Samples.Fairness;

[TestClass]
public class ComparisonSheetTests
{
    [TestMethod]
    public void SourcesStandSideBySideAndTheMajorityAboveTheMinority()
    {
        using var folder = new TestFolder();
        float[] Grey(float level) => [.. Enumerable.Repeat(level, 16)];
        ComparisonSheet.Write(folder["sheet.png"], [new("real", [Grey(0.2f)], [Grey(0.4f)]), new("made", [Grey(0.6f)], [Grey(0.8f)])], "majority", "minority", 4, 4);
        using SKBitmap sheet = SKBitmap.Decode(folder["sheet.png"]);
        (double X, double Y) Centre(byte level)
        {
            (int X, int Y)[] found = [.. from y in Enumerable.Range(0, sheet.Height) from x in Enumerable.Range(0, sheet.Width) where sheet.GetPixel(x, y) == new SKColor(level, level, level) select (x, y)];
            Assert.IsGreaterThanOrEqualTo(56 * 56, found.Length);
            return (found.Average(p => p.X), found.Average(p => p.Y));
        }
        var centres = new byte[] { 51, 102, 153, 204 }.Select(Centre).ToArray();
        Assert.IsTrue(centres[0].X < centres[2].X && centres[1].X < centres[3].X && centres[0].Y < centres[1].Y && centres[2].Y < centres[3].Y);
    }
}

using Ple.MLNet.Samples.Images;
using SkiaSharp;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class ImageSheetTests
{
    [TestMethod]
    public void ASheetHasGapsAndAShortLastRow()
    {
        using var folder = new TestFolder();
        float[] white = [.. Enumerable.Repeat(1f, 12)];
        ImageSheet.WriteSheet(folder["sheet.png"], [white, white, white, white, white], width: 4, height: 3, columns: 2);
        using SKBitmap image = SKBitmap.Decode(folder["sheet.png"]);
        Assert.AreEqual((2 * 6 + 2, 3 * 5 + 2), (image.Width, image.Height));
        byte[] greys = Greys(image);
        Assert.AreEqual(5 * 12, greys.Count(grey => grey == 255));
        Assert.AreEqual(greys.Length - 5 * 12, greys.Count(grey => grey == 96));
        Assert.AreEqual(255, greys[2 * image.Width + 2]);
        Assert.AreEqual(96, greys[2 * image.Width + 6]);
    }

    private static byte[] Greys(SKBitmap image)
    {
        Assert.IsTrue(image.Pixels.All(pixel => pixel.Alpha == 255 && pixel.Red == pixel.Green && pixel.Red == pixel.Blue));
        return [.. image.Pixels.Select(pixel => pixel.Red)];
    }
}

using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class GreyImagesTests
{
    /// <summary>One white pixel becomes the square of 5 x 5 that two means over 3 x 3 make of it.</summary>
    [TestMethod]
    public void APixelIsSpreadAndDimmed()
    {
        byte[] pixels = new byte[49];
        pixels[3 * 7 + 3] = 255;
        var one = new ImageDataSet(pixels, [4], 7, 7);
        ImageDataSet grey = GreyImages.Of(new ImageFolder(one, one)).Training;
        int[] weights = [1, 2, 3, 2, 1];
        for (int y = 0; y < 7; y++)
        {
            for (int x = 0; x < 7; x++)
            {
                double expected = y is 0 or 6 || x is 0 or 6 ? 0 : weights[y - 1] * weights[x - 1] / 81.0 * 0.6 * 255;
                Assert.AreEqual(expected, grey.Pixels[y * 7 + x], 0.5001);
            }
        }
        Assert.AreEqual(4, grey.Labels[0]);
    }
}

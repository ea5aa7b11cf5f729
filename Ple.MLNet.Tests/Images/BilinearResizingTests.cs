using Ple.MLNet.Images;

namespace Ple.MLNet.Tests.Images;

/// <summary>By hand; the numbers of whole images are in <see cref="OnnxFeaturesTests"/>.</summary>
[TestClass]
public class BilinearResizingTests
{
    [TestMethod]
    public void AGrowingImageIsInterpolated() => AssertResized([0, 1], 4, [0, 0.25f, 0.75f, 1]);

    /// <summary>Triangles two old pixels wide to each side: .75, .75 and .25 of them, of 1.75 in all.</summary>
    [TestMethod]
    public void AShrinkingImageIsAveragedOverMoreThanItsNeighbors() => AssertResized([7, 0, 0, 14], 2, [3, 6]);

    [TestMethod]
    public void AnImageOfItsOwnSizeStays() => AssertResized([0.1f, 0.7f, 0.3f], 3, [0.1f, 0.7f, 0.3f]);

    /// <summary>The same numbers as columns and as rows.</summary>
    private static void AssertResized(float[] pixels, int size, float[] expected)
    {
        foreach (bool isRow in (bool[])[true, false])
        {
            float[] found = new float[size];
            (isRow ? new BilinearResizing(1, pixels.Length, 1, size) : new BilinearResizing(pixels.Length, 1, size, 1)).Resize(pixels, found);
            for (int i = 0; i < size; i++)
                Assert.AreEqual(expected[i], found[i], 1e-6f);
        }
    }
}

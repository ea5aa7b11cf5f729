using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class NeighborhoodOverlapTests
{
    [TestMethod]
    public void EqualSamplesOverlapWholly()
    {
        float[][] points = Points(40, seed: 1, shift: 0);
        Assert.AreEqual(new NeighborhoodOverlap(1, 1, 1, 1), NeighborhoodOverlap.Of(points, points, 5) with { Density = 1 });
    }

    [TestMethod]
    public void SamplesApartDoNot() => Assert.AreEqual(new NeighborhoodOverlap(0, 0, 0, 0), NeighborhoodOverlap.Of(Points(40, 1, 0), Points(40, 2, 1000), 5));

    /// <summary>By hand: real points 0, 1, 2, 10 with k = 1 have radii 1, 1, 1, 8; generated ones 2.5, 2.5, 3.</summary>
    [TestMethod]
    public void ASmallCaseIsAsByHand()
    {
        NeighborhoodOverlap overlap = NeighborhoodOverlap.Of([[0], [1], [2], [10]], [[2.5f], [2.5f], [3]], 1);
        Assert.AreEqual(1.0, overlap.Precision); // 2.5 is within 1 of 2, 3 within 8 of 10
        Assert.AreEqual(0.0, overlap.Recall); // radii 0, 0 and .5: no real point lies nearer than .5 to 3
        Assert.AreEqual(5 / 3.0, overlap.Density); // 2.5 twice in the balls of 2 and 10, 3 in that of 10
        Assert.AreEqual(0.5, overlap.Coverage); // the balls of 2 and 10 hold generated points, those of 0 and 1 do not
    }

    /// <summary>A collapsed sample is precise and recalls nothing.</summary>
    [TestMethod]
    public void ACollapseShowsInTheRecall()
    {
        float[][] real = Points(60, seed: 1, shift: 0), collapsed = [.. Enumerable.Range(0, 60).Select(i => new float[] { real[0][0] + i * 1e-5f, real[0][1] })];
        NeighborhoodOverlap overlap = NeighborhoodOverlap.Of(real, collapsed, 5);
        Assert.AreEqual(1.0, overlap.Precision);
        Assert.IsLessThan(0.1, overlap.Recall);
        Assert.IsLessThan(0.3, overlap.Coverage);
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NeighborhoodOverlap.Of(Points(5, 1, 0), Points(9, 1, 0), 5)).Message, "more than 5 rows");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NeighborhoodOverlap.Of([[1], [2], [3]], Points(9, 1, 0), 2)).Message, "have 1 features");
        float[][] damaged = Points(9, 1, 0);
        damaged[4][1] = float.NaN;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NeighborhoodOverlap.Of(Points(9, 1, 0), damaged, 2)).Message, "Row 4 of the generated ones");
    }

    private static float[][] Points(int count, int seed, float shift)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new float[] { shift + random.NextSingle(), random.NextSingle() })];
    }
}

using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

[TestClass]
public class ClassSampleTests
{
    [TestMethod]
    public void FewRowsAreAllTaken() => CollectionAssert.AreEqual(Enumerable.Range(0, 50).Select(i => (long)i).ToArray(), ClassSample.Of(Classes(usual: 45, rare: 5), most: 50));

    /// <summary>A class that has fewer keeps all; of another at least half of its part are taken, over its whole length.</summary>
    [TestMethod]
    public void OfManyRowsEachClassHasItsPart()
    {
        int[] classes = Classes(usual: 9900, rare: 300);
        long[] taken = ClassSample.Of(classes, most: 1000);
        CollectionAssert.AreEqual(taken.Order().Distinct().ToArray(), taken);
        long[] usual = [.. taken.Where(i => classes[i] == 0)];
        Assert.HasCount(300, taken.Where(i => classes[i] == 1));
        Assert.IsInRange(250, 500, usual.Length);
        Assert.IsGreaterThan(9800L, usual[^1] - usual[0]);
    }

    /// <summary>So many classes that their parts would be too few rows for a distance.</summary>
    [TestMethod]
    public void NoClassFallsBelowWhatADistanceTakes()
    {
        int[] classes = [.. Enumerable.Range(0, 20_000).Select(i => i % 100)];
        Assert.IsTrue(ClassSample.Of(classes, most: 1000).GroupBy(i => classes[i]).All(g => g.Count() == RowDistance.FewestRows));
    }

    private static int[] Classes(int usual, int rare) => [.. Enumerable.Repeat(0, usual), .. Enumerable.Repeat(1, rare)];
}

using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

[TestClass]
public class RowSplitTests
{
    [TestMethod]
    [DataRow(100, 20, 15, 3)]
    [DataRow(100_000, 20, 5_000, 3)] // 10,000 in all, as many of each class
    [DataRow(10, 1, 1, 0)] // a class of one row is trained on
    public void AShareOfEachClassIsSetApart(int usual, int rare, int usualApart, int rareApart)
    {
        int[] classes = [.. Enumerable.Repeat(0, usual), .. Enumerable.Repeat(1, rare)];
        var split = new RowSplit(classes, validationFraction: 0.15, seed: 1);
        Assert.AreEqual((usualApart, rareApart), (split.Validation.Sum(g => g.Count(i => classes[i] == 0)), split.Validation.Sum(g => g.Count(i => classes[i] == 1))));
        CollectionAssert.AreEqual(Enumerable.Range(0, classes.Length).Select(i => (long)i).ToArray(), split.Training.Concat(split.Validation).SelectMany(g => g).Order().ToArray());
    }
}

using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class MomentsTests
{
    private const int Dimensions = 5;

    private static readonly float[] _rows = ReferenceRows.Make(17, 2500, Dimensions, scale: 1, shift: 1000);

    [TestMethod]
    public void EqualTheDefinition()
    {
        Moments moments = Moments.Of(_rows, Dimensions);
        float[][] rows = [.. _rows.Chunk(Dimensions)];
        double[] mean = [.. Enumerable.Range(0, Dimensions).Select(i => rows.Average(row => (double)row[i]))];
        Assert.AreEqual(2500, moments.Count);
        for (int i = 0; i < Dimensions; i++)
        {
            Assert.AreEqual(mean[i], moments.Mean[i], 1e-11);
            for (int j = 0; j < Dimensions; j++)
                Assert.AreEqual(rows.Sum(row => (row[i] - mean[i]) * (row[j] - mean[j])), moments.Scatter[i * Dimensions + j], 1e-9);
        }
        Assert.AreEqual(Enumerable.Range(0, Dimensions).Sum(i => moments.Scatter[i * (Dimensions + 1)]) / 2499, moments.TotalVariance, 1e-12);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(1024)]
    public void AreTheSameInBatches(int batchSize)
    {
        var streamed = new Moments(Dimensions);
        foreach (float[] batch in _rows.Chunk(batchSize * Dimensions))
            streamed.Add(batch);
        AssertEqual(Moments.Of(_rows, Dimensions), streamed);
    }

    [TestMethod]
    public void OfManyFeaturesEqualTheDefinition()
    {
        const int Many = 300, Count = 1100; // more than a strip of the matrix, and than a block of rows
        float[] rows = ReferenceRows.Make(3, Count, Many, scale: 2, shift: 10);
        var moments = new Moments(Many);
        moments.Add(rows.AsSpan(0, 37 * Many));
        moments.Add(rows.AsSpan(37 * Many));
        double[] mean = [.. Enumerable.Range(0, Many).Select(i => Enumerable.Range(0, Count).Average(row => (double)rows[row * Many + i]))];
        foreach ((int i, int j) in new[] { (0, 0), (0, 299), (299, 0), (127, 128), (128, 127), (255, 256), (256, 256), (299, 299), (200, 100) })
        {
            double expected = Enumerable.Range(0, Count).Sum(row => (rows[row * Many + i] - mean[i]) * (rows[row * Many + j] - mean[j]));
            Assert.AreEqual(expected, moments.Scatter[i * Many + j], 1e-9 * Count, $"{i}, {j}");
        }
    }

    [TestMethod]
    public void OfTwoPartsMerge()
    {
        Moments first = Moments.Of(_rows.AsSpan(0, 300 * Dimensions), Dimensions);
        first.Merge(new Moments(Dimensions));
        first.Merge(Moments.Of(_rows.AsSpan(300 * Dimensions), Dimensions));
        AssertEqual(Moments.Of(_rows, Dimensions), first);
    }

    private static void AssertEqual(Moments expected, Moments actual)
    {
        Assert.AreEqual(expected.Count, actual.Count);
        for (int i = 0; i < Dimensions; i++)
            Assert.AreEqual(expected.Mean[i], actual.Mean[i], 1e-11);
        for (int i = 0; i < Dimensions * Dimensions; i++)
            Assert.AreEqual(expected.Scatter[i], actual.Scatter[i], 1e-8);
    }
}

using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class RowSampleTests
{
    [TestMethod]
    public void KeepsAllRowsInOrderWhileTheyFit()
    {
        var sample = new RowSample(capacity: 3, seed: 0);
        for (int i = 0; i < 3; i++)
            sample.Add([i, 10 + i], i);
        Assert.AreEqual(3, sample.Count);
        CollectionAssert.AreEqual(new float[] { 0, 10, 1, 11, 2, 12 }, sample.Rows.SelectMany(row => row).ToArray());
    }

    [TestMethod]
    public void IsUniform()
    {
        const int Rows = 20, Capacity = 5, Runs = 4000;
        int[] taken = new int[Rows];
        for (int run = 0; run < Runs; run++)
        {
            var sample = new RowSample(Capacity, run);
            for (int i = 0; i < Rows; i++)
                sample.Add([i], i);
            Assert.HasCount(Capacity, sample.Rows);
            foreach (float[] row in sample.Rows)
                taken[(int)row[0]]++;
        }
        double expected = (double)Runs * Capacity / Rows, standardError = Math.Sqrt(expected * (1 - (double)Capacity / Rows));
        foreach (int count in taken)
            Assert.IsLessThan(4 * standardError, Math.Abs(count - expected));
    }

    [TestMethod]
    public void OfNothingStaysEmpty()
    {
        var sample = new RowSample(capacity: 0, seed: 0);
        sample.Add([1], 0);
        Assert.AreEqual(1, sample.Count);
        Assert.IsEmpty(sample.Rows);
    }

    /// <summary>Samples of parts merge, in any order, to the sample of the whole.</summary>
    [TestMethod]
    [DataRow(0, 1, 2)]
    [DataRow(2, 0, 1)]
    [DataRow(1, 2, 0)]
    public void PartsMergeToTheWhole(int first, int second, int third)
    {
        int[] starts = [0, 70, 300, 1000];
        RowSample Part(int start, int end)
        {
            var sample = new RowSample(capacity: 40, seed: 3);
            for (int i = start; i < end; i++)
                sample.Add([i], i);
            return sample;
        }

        RowSample whole = Part(0, 1000), merged = new(40, 3);
        foreach (int part in (int[])[first, second, third])
            merged.Merge(Part(starts[part], starts[part + 1]));
        Assert.AreEqual(1000, merged.Count);
        CollectionAssert.AreEqual(whole.Rows.Select(row => row[0]).ToArray(), merged.Rows.Select(row => row[0]).ToArray());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => merged.Merge(Part(0, 1000))).Message, "position");
    }
}

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
            sample.Add([i, 10 + i]);
        Assert.AreEqual(3, sample.Count);
        CollectionAssert.AreEqual(new float[] { 0, 10, 1, 11, 2, 12 }, sample.Flatten());
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
                sample.Add([i]);
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
        sample.Add([1]);
        Assert.AreEqual(1, sample.Count);
        Assert.IsEmpty(sample.Rows);
    }
}

using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class BinomialTests
{
    /// <summary>As R's fisher.test and SciPy's fisher_exact give them.</summary>
    [TestMethod]
    [DataRow(3, 4, 1, 4, 0.4857142857142857)]
    [DataRow(6, 8, 1, 5, 0.10256410256410256)]
    [DataRow(8, 10, 1, 6, 0.03496503496503495)]
    [DataRow(1, 10, 11, 14, 0.002759456185220088)]
    [DataRow(0, 10, 0, 10, 1)]
    [DataRow(10, 10, 10, 10, 1)]
    public void FishersTestIsTheTextbookOne(int hits, int rows, int otherHits, int otherRows, double expected)
    {
        Assert.AreEqual(expected, Binomial.FisherExact(hits, rows, otherHits, otherRows), 1e-9);
        Assert.AreEqual(expected, Binomial.FisherExact(otherHits, otherRows, hits, rows), 1e-9);
    }

    /// <summary>Of many rows it is the normal test's p; of shares that cannot be equal about 0.</summary>
    [TestMethod]
    public void FishersTestOfManyRowsIsTheNormalOne()
    {
        const long rows = 10_000_000, hits = 1_000_000, more = 2500;
        double share = (2.0 * hits + more) / (2 * rows), z = (more - 1) / Math.Sqrt(2 * rows * share * (1 - share));
        Assert.AreEqual(2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z), Binomial.FisherExact(hits, rows, hits + more, rows), 1e-3);
        Assert.IsLessThan(1e-20, Binomial.FisherExact(0, rows, rows, rows));
        Assert.AreEqual(1, Binomial.FisherExact(hits, rows, hits, rows), 1e-9);
    }

    [TestMethod]
    public void HolmStopsAtTheFirstThatIsNotRejected()
    {
        CollectionAssert.AreEqual(new[] { true, false, false, true }, Holm.Rejected([0.01, 0.04, 0.03, 0.005], 0.05));
        CollectionAssert.AreEqual(new[] { false, false }, Holm.Rejected([0.03, 0.03], 0.05));
        Assert.IsEmpty(Holm.Rejected([], 0.05));
    }
}

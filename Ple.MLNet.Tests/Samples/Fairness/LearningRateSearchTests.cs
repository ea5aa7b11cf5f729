using Ple.MLNet.Samples.Fairness;

namespace Ple.MLNet.Tests.Samples.Fairness;

[TestClass]
public class LearningRateSearchTests
{
    private static readonly double[] _grid = [0.002, 0.005, 0.01, 0.02];

    [TestMethod]
    public void AGridWithItsBestInsideStaysAsItIs()
    {
        TunedRate best = Search(_grid, peak: 0.005, out List<double> asked);
        Assert.AreEqual((0.005, false), (best.Value, best.IsEdge));
        CollectionAssert.AreEqual(_grid, asked);
    }

    [TestMethod]
    public void AGridGrowsUpwardsByItsOwnFactorUntilTheBestIsInside()
    {
        TunedRate best = Search(_grid, peak: 0.04, out List<double> asked);
        Assert.AreEqual((0.04, false), (Math.Round(best.Value, 9), best.IsEdge));
        AssertRates([.. _grid, 0.04, 0.08], asked);
        AssertRates([.. _grid, 0.04, 0.08], best.Tried);
    }

    [TestMethod]
    public void AGridGrowsDownwardsByItsOwnFactorUntilTheBestIsInside()
    {
        TunedRate best = Search(_grid, peak: 0.0008, out List<double> asked);
        Assert.IsFalse(best.IsEdge);
        AssertRates([.. _grid, 0.0008, 0.00032], asked);
        AssertRates([0.00032, 0.0008, .. _grid], best.Tried);
    }

    [TestMethod]
    public void ASingleRateGetsNeighboursOnBothSides()
    {
        TunedRate best = Search([0.001], peak: 0.001, out List<double> asked);
        Assert.AreEqual((0.001, false), (best.Value, best.IsEdge));
        AssertRates([0.001, 0.002, 0.0005], asked);
    }

    [TestMethod]
    public void GrowthEndsAndTheEdgeIsTold()
    {
        TunedRate best = Search(_grid, peak: 1e9, out List<double> asked);
        Assert.HasCount(_grid.Length + LearningRateSearch.MostAdded, asked);
        Assert.AreEqual((asked.Max(), true), (best.Value, best.IsEdge));
    }

    /// <summary>A rate at which training diverges bounds the grid.</summary>
    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.NegativeInfinity)]
    public void ARateThatCannotBeUsedIsNeverBest(double failed)
    {
        TunedRate best = LearningRateSearch.Best(_grid, rate => rate > 0.03 ? failed : rate)!;
        Assert.AreEqual((0.02, false), (best.Value, best.IsEdge));
        Assert.IsNull(LearningRateSearch.Best(_grid, _ => failed));
    }

    private static TunedRate Search(double[] grid, double peak, out List<double> asked)
    {
        var rates = new List<double>();
        TunedRate? best = LearningRateSearch.Best(grid, rate =>
        {
            rates.Add(rate);
            return -Math.Abs(Math.Log(rate / peak));
        });
        asked = rates;
        return best!;
    }

    private static void AssertRates(double[] expected, IReadOnlyList<double> actual) =>
        CollectionAssert.AreEqual(expected, actual.Select(rate => Math.Round(rate, 9)).ToArray());
}

using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class FrechetTestTests
{
    /// <summary>Of equal distributions p-values below .05 come as often as that, in few and in many dimensions, of rows with heavy tails too.</summary>
    [TestMethod]
    [DataRow(4, false)]
    [DataRow(40, false)]
    [DataRow(4, true)]
    public void HoldsItsLevel(int dimensions, bool heavyTails)
    {
        const int Runs = 150;
        float[][] Rows(Random random, int count) => [.. GaussianRows.Make(random, count, dimensions).Select(row => row.Select(v => heavyTails ? v * v * v : v).ToArray())];
        int accused = Enumerable.Range(0, Runs).Count(run => FrechetTest.PValue(Rows(new Random(run), 120), Rows(new Random(1000 + run), 80), run) < 0.05);
        Assert.IsLessThan(4 * Math.Sqrt(Runs * 0.05 * 0.95), Math.Abs(accused - Runs * 0.05), $"{accused} of {Runs}");
    }

    [TestMethod]
    public void SeesAShiftAndASpread()
    {
        float[][] rows = GaussianRows.Make(new Random(1), 400, 8);
        Assert.IsLessThan(1e-3, FrechetTest.PValue(rows, GaussianRows.Make(new Random(2), 400, 8, mean: 0.3), 1)!.Value);
        Assert.IsLessThan(1e-3, FrechetTest.PValue(rows, GaussianRows.Make(new Random(2), 400, 8, deviation: 1.2), 1)!.Value);
        Assert.IsLessThan(1e-3, FrechetTest.PValue(GaussianRows.Make(new Random(1), 400, 100), GaussianRows.Make(new Random(2), 400, 100, deviation: 1.2), 1)!.Value);
        Assert.IsNull(FrechetTest.PValue(rows[..9], rows, 1));
    }
}

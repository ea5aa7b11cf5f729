using Ple.MLNet.Fairness;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Fairness;

[TestClass]
public class FairnessIntervalTests
{
    private const int Dimensions = 4;

    /// <summary>Resamples of rows that were written out are scored as the library scores any rows.</summary>
    [TestMethod]
    [DataRow(50, DisplayName = "more rows than dimensions")]
    [DataRow(3, DisplayName = "fewer rows than dimensions")]
    public void ResampledDistancesAreThoseOfTheResampledRows(int count)
    {
        Moments real = Moments.Of(Flat(GaussianRows.Make(new Random(1), 60, Dimensions)), Dimensions);
        float[][] rows = GaussianRows.Make(new Random(2), count, Dimensions, mean: 1, deviation: 2);
        double[] actual = FrechetBootstrap.Distances(real, rows, resamples: 5, seed: 7);
        var random = new Random(7);
        foreach (double distance in actual)
        {
            float[][] resampled = [.. Enumerable.Range(0, count).Select(_ => rows[random.Next(count)])];
            double expected = FrechetDistance.Between(real, Moments.Of(Flat(resampled), Dimensions)).Distance;
            Assert.AreEqual(expected, distance, 1e-6 * expected);
        }
    }

    /// <summary>The interval at level 0.9 covers the mean ratio of independent generated sets about 9 times of 10.</summary>
    [TestMethod]
    public void CoversTheExpectedRatio()
    {
        const int Runs = 300;
        const double Level = 0.9;
        Moments realMajority = Moments.Of(Flat(GaussianRows.Make(new Random(1), 2000, Dimensions)), Dimensions);
        Moments realMinority = Moments.Of(Flat(GaussianRows.Make(new Random(2), 400, Dimensions)), Dimensions);
        var ratios = new double[Runs];
        var intervals = new ConfidenceInterval[Runs];
        for (int run = 0; run < Runs; run++)
        {
            var random = new Random(1000 + run);
            float[][] majority = GaussianRows.Make(random, 300, Dimensions, mean: 0.3);
            float[][] minority = GaussianRows.Make(random, 100, Dimensions, mean: 0.5, deviation: 1.3);
            ratios[run] = Distance(realMinority, minority) / Distance(realMajority, majority);
            intervals[run] = FairnessInterval.Around(
                ratios[run],
                FrechetBootstrap.Distances(realMajority, majority, resamples: 100, seed: run),
                FrechetBootstrap.Distances(realMinority, minority, resamples: 100, seed: -run),
                Level)!;
        }
        double truth = ratios.Average(), covered = intervals.Count(i => i.Lower <= truth && truth <= i.Upper) / (double)Runs;
        Assert.IsLessThan(4 * Math.Sqrt(Level * (1 - Level) / Runs), Math.Abs(covered - Level), $"covered {covered}");
    }

    [TestMethod]
    public void IsCentredOnTheRatio()
    {
        ConfidenceInterval interval = FairnessInterval.Around(3, majority: [1, 1, 1, 1, 1], minority: [4, 5, 8, 7, 6], level: 0.5)!;
        Assert.AreEqual(3 * 5 / 6.0, interval.Lower, 1e-12);
        Assert.AreEqual(3 * 7 / 6.0, interval.Upper, 1e-12);
    }

    [TestMethod]
    public void IsMissingWhereResamplesHaveNoRatio()
        => Assert.IsNull(FairnessInterval.Around(1, majority: [0, 0, 0], minority: [1, 2, 3], level: 0.9));

    private static double Distance(Moments real, float[][] generated)
        => FrechetDistance.Between(real, Moments.Of(Flat(generated), Dimensions)).Distance;

    private static float[] Flat(float[][] rows) => [.. rows.SelectMany(row => row)];
}

using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class KernelDistanceTests
{
    private const int Dimensions = 6;

    [TestMethod]
    public void EqualsTheDefinition()
    {
        float[][] real = Rows(1, 40, scale: 1, shift: 0), generated = Rows(2, 40, scale: 2, shift: 0.25f);
        double expected = (OffDiagonal(real) + OffDiagonal(generated)) / (40 * 39) - 2 * real.Sum(x => generated.Sum(y => Kernel(x, y))) / (40 * 40);
        (double mean, double standardError) = KernelDistance.Between(real, generated, subsets: 1, seed: 0);
        Assert.AreEqual(expected, mean, 1e-12);
        Assert.IsTrue(double.IsNaN(standardError));
    }

    [TestMethod]
    public void IsFixedByTheSeed()
    {
        float[][] real = Rows(1, 100, scale: 1, shift: 0), generated = Rows(2, 90, scale: 2, shift: 0);
        Assert.AreEqual(KernelDistance.Between(real, generated, 5, seed: 3), KernelDistance.Between(real, generated, 5, seed: 3));
        Assert.AreNotEqual(KernelDistance.Between(real, generated, 5, seed: 3), KernelDistance.Between(real, generated, 5, seed: 4));
    }

    /// <summary>Of equal distributions the expectation is 0 at any number of rows.</summary>
    [TestMethod]
    public void IsUnbiasedAndKnowsItsError()
    {
        (double Mean, double StandardError)[] runs = [.. Enumerable.Range(0, 400).Select(run =>
            KernelDistance.Between(Gaussian(2 * run), Gaussian(2 * run + 1), subsets: 5, seed: run))];
        double[] squares = [.. runs.Select(run => run.Mean * run.Mean)];
        Assert.IsLessThan(4 * Math.Sqrt(squares.Average() / runs.Length), Math.Abs(runs.Average(run => run.Mean)));

        double[] excess = [.. runs.Select(run => run.Mean * run.Mean - run.StandardError * run.StandardError)];
        double spread = Math.Sqrt(excess.Average(value => value * value) / runs.Length);
        Assert.IsLessThan(4 * spread, Math.Abs(excess.Average()));
        Assert.IsLessThan(0.5 * squares.Average(), spread, "The runs are too few to tell.");
    }

    [TestMethod]
    public void TakesFewerSubsetsOfFewRows()
    {
        (double mean, double standardError) = KernelDistance.Between(Rows(1, 5, 1, 0), Rows(2, 4, 1, 0), subsets: 10, seed: 0);
        Assert.IsTrue(double.IsFinite(mean) && double.IsFinite(standardError));
        (mean, standardError) = KernelDistance.Between(Rows(1, 2, 1, 0), Rows(2, 3, 1, 0), subsets: 10, seed: 0);
        Assert.IsTrue(double.IsFinite(mean) && double.IsNaN(standardError));
    }

    private static float[][] Rows(int seed, int count, float scale, float shift)
        => [.. ReferenceRows.Make(seed, count, Dimensions, scale, shift).Chunk(Dimensions)];

    private static float[][] Gaussian(int seed) => GaussianRows.Make(new Random(seed), 20, Dimensions);

    private static double OffDiagonal(float[][] rows)
        => rows.Select((x, i) => rows.Where((_, j) => j != i).Sum(y => Kernel(x, y))).Sum();

    private static double Kernel(float[] x, float[] y) => Math.Pow(x.Zip(y, (a, b) => (double)a * b).Sum() / Dimensions + 1, 3);
}

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
        Assert.AreEqual(expected, KernelDistance.Between(real, generated, rowsPerSubset: 40, seed: 0).Value, 1e-12);
        Assert.AreEqual(expected, KernelDistance.Of(real, generated).Value, 1e-12);
    }

    [TestMethod]
    public void IsFixedByTheSeed()
    {
        float[][] real = Rows(1, 100, scale: 1, shift: 0), generated = Rows(2, 90, scale: 2, shift: 0);
        Assert.AreEqual(KernelDistance.Between(real, generated, 20, seed: 3), KernelDistance.Between(real, generated, 20, seed: 3));
        Assert.AreNotEqual(KernelDistance.Between(real, generated, 20, seed: 3), KernelDistance.Between(real, generated, 20, seed: 4));
    }

    /// <summary>Of equal distributions the expectation is 0 at any number of rows, and the error is not underrated.</summary>
    [TestMethod]
    public void IsUnbiasedAndDoesNotUnderrateItsError()
    {
        KernelEstimate[] runs = [.. Enumerable.Range(0, 400).Select(run => KernelDistance.Between(Gaussian(2 * run), Gaussian(2 * run + 1), rowsPerSubset: 10, seed: run))];
        double[] squares = [.. runs.Select(run => run.Value * run.Value)];
        Assert.IsLessThan(4 * Math.Sqrt(squares.Average() / runs.Length), Math.Abs(runs.Average(run => run.Value)));

        double[] excess = [.. runs.Select(run => run.Value * run.Value - run.Variance)];
        double spread = Math.Sqrt(excess.Average(value => value * value) / runs.Length);
        Assert.IsLessThan(4 * spread, excess.Average());
        Assert.IsLessThan(3 * squares.Average(), runs.Average(run => run.Variance), "far too large");
        Assert.IsLessThan(0.5 * squares.Average(), spread, "The runs are too few to tell.");
    }

    /// <summary>Where distributions differ the error is another: that of the mean over pairs.</summary>
    [TestMethod]
    public void KnowsItsErrorOfDifferentDistributions()
    {
        KernelEstimate[] runs = [.. Enumerable.Range(0, 400).Select(run => KernelDistance.Of(Gaussian(2 * run), [.. Gaussian(2 * run + 1).Select(row => row.Select(v => v + 1).ToArray())]))];
        double mean = runs.Average(run => run.Value);
        double[] excess = [.. runs.Select(run => (run.Value - mean) * (run.Value - mean) - run.Variance)];
        double spread = Math.Sqrt(excess.Average(value => value * value) / runs.Length);
        Assert.IsLessThan(4 * spread, Math.Abs(excess.Average()));
        Assert.IsLessThan(0.3 * runs.Average(run => run.Variance), spread, "The runs are too few to tell.");
    }

    [TestMethod]
    public void FewRowsMakeFewSubsets()
    {
        KernelEstimate estimate = KernelDistance.Between(Rows(1, 9, 1, 0), Rows(2, 8, 1, 0), rowsPerSubset: 4, seed: 0);
        Assert.IsTrue(double.IsFinite(estimate.Value) && double.IsFinite(estimate.Variance));
        estimate = KernelDistance.Between(Rows(1, 2, 1, 0), Rows(2, 3, 1, 0), rowsPerSubset: 10, seed: 0);
        Assert.IsTrue(double.IsFinite(estimate.Value) && double.IsNaN(estimate.Variance)); // an error takes 4 rows
        Assert.IsTrue(double.IsFinite(KernelDistance.Between(Rows(1, 5, 1, 0), Rows(2, 5, 1, 0), rowsPerSubset: 2, seed: 0).Value));
    }

    private static float[][] Rows(int seed, int count, float scale, float shift)
        => [.. ReferenceRows.Make(seed, count, Dimensions, scale, shift).Chunk(Dimensions)];

    private static float[][] Gaussian(int seed) => GaussianRows.Make(new Random(seed), 20, Dimensions);

    private static double OffDiagonal(float[][] rows)
        => rows.Select((x, i) => rows.Where((_, j) => j != i).Sum(y => Kernel(x, y))).Sum();

    private static double Kernel(float[] x, float[] y) => Math.Pow(x.Zip(y, (a, b) => (double)a * b).Sum() / Dimensions + 1, 3);
}

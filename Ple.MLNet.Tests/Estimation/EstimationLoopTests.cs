using System.Text.Json;
using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

[TestClass]
public sealed class EstimationLoopTests
{
    private static readonly EstimationLoopOptions Small = new() { Initializations = 400, Generations = 20, Seed = 3 };

    [TestMethod]
    public void The_mle_of_a_uniform_shrinks_as_the_formula_says()
    {
        IReadOnlyList<GenerationSummary> a = Run(new OneSidedUniformFamily(), new MaximumLikelihood(), Small, 1)[0];
        Assert.HasCount(21, a);
        for (int generation = 0; generation <= 20; generation += 5)
            Assert.AreEqual(Math.Pow(20.0 / 21, generation + 1), a[generation].Mean, 4 * a[generation].StandardError);
    }

    /// <summary>The paper's figures 4 and 5 at their size, with the estimators that are fast.</summary>
    [TestMethod]
    public void At_the_papers_size_generation_100_is_near_the_truth_under_ple()
    {
        AssertLast(1, Run(new OneSidedUniformFamily(), new ClosedFormPle(), Paper(20), 1)[0]);
        AssertLast(1, Run(new OneSidedUniformFamily(), new DataDrivenPle(), Paper(20), 1)[0]);
        AssertLast(0.5, Run(new GeometricFamily(), new ClosedFormPle(), Paper(25), 0.5)[0]);
        AssertLast(1, Run(new GaussianFamily(), new ClosedFormPle(), Paper(20), 0, 1)[1]);
        AssertLast(Math.Pow(20.0 / 21, 101), Run(new OneSidedUniformFamily(), new MaximumLikelihood(), Paper(20), 1)[0]);

        static EstimationLoopOptions Paper(int sampleSize) => new() { SampleSize = sampleSize, Seed = 1 };

        static void AssertLast(double expected, IReadOnlyList<GenerationSummary> curve) =>
            Assert.AreEqual(expected, curve[100].Mean, 4 * curve[100].StandardError);
    }

    /// <summary>The root of the unbiased variance (the paper's F.3) loses c4(n) in each generation: .987^51 at n = 20.</summary>
    [TestMethod]
    public void Unbiased_variance_still_lets_sigma_drift()
    {
        var options = new EstimationLoopOptions { Generations = 50, Seed = 2 };
        GenerationSummary variance = Run(new GaussianVarianceFamily(), new ClosedFormPle(), options, 0, 1)[1][10];
        Assert.AreEqual(1, variance.Mean, 4 * variance.StandardError);
        var estimator = new RootOfUnbiasedVariance();
        GenerationSummary sigma = Run(new GaussianFamily(), estimator, options, 0, 1)[1][50];
        Assert.AreEqual(Math.Pow(GaussianFamily.C4(20), 51), sigma.Mean, 4 * sigma.StandardError);
    }

    [TestMethod]
    public void Ple_keeps_the_mean_while_the_median_sinks()
    {
        foreach (PointEstimator estimator in (PointEstimator[])[new ClosedFormPle(), new DataDrivenPle()])
        {
            GenerationSummary last = Run(new GaussianFamily(), estimator, Small, 0, 1)[1][^1];
            Assert.AreEqual(1, last.Mean, 4 * last.StandardError, estimator.Name);
            Assert.IsLessThan(0.9, last.Median);
            Assert.IsLessThan(last.Median, last.LowerDecile);
            Assert.IsGreaterThan(last.Median, last.UpperDecile);
        }
    }

    [TestMethod]
    public void The_result_does_not_depend_on_threads_and_runs_do_not_depend_on_their_number()
    {
        string Numbers(int runs) => JsonSerializer.Serialize(
            Run(new ExponentialFamily(), new DataDrivenPle { SyntheticSets = 5 }, new() { Initializations = runs, Generations = 3, Seed = 4 }, 1)[0][^1]);
        Assert.AreEqual(Numbers(50), Numbers(50));
        Assert.AreNotEqual(Numbers(50), Numbers(49));
    }

    [TestMethod]
    public void Absorbed_geometric_runs_are_counted_and_stay_in_the_mean()
    {
        var options = new EstimationLoopOptions { Initializations = 300, Generations = 60, SampleSize = 5, Seed = 5 };
        IReadOnlyList<GenerationSummary> p = Run(new GeometricFamily(), new MaximumLikelihood(), options, 0.5)[0];
        Assert.IsGreaterThan(0.9, p[^1].DegenerateShare);
        Assert.AreEqual(1, p[^1].Median);
        for (int generation = 1; generation < p.Count; generation++)
            Assert.IsGreaterThanOrEqualTo(p[generation - 1].DegenerateShare - 0.02, p[generation].DegenerateShare);
    }

    [TestMethod]
    public void A_sample_of_one_degenerates_at_once_and_throws_nothing()
    {
        var options = new EstimationLoopOptions { Initializations = 10, Generations = 3, SampleSize = 1 };
        GenerationSummary sigma = Run(new GaussianFamily(), new DataDrivenPle(), options, 0, 1)[1][0];
        Assert.AreEqual(1, sigma.DegenerateShare);
        Assert.AreEqual(0, sigma.Mean);
    }

    [TestMethod]
    public void Runs_that_overflow_stop_at_their_last_finite_value()
    {
        // A shape this small overflows most draws at once.
        var options = new EstimationLoopOptions { Initializations = 20, Generations = 5 };
        IReadOnlyList<GenerationSummary> b = Run(new ParetoFamily(), new ClosedFormPle(), options, 1, 1e-4)[1];
        Assert.AreEqual(1, b[^1].DegenerateShare);
        Assert.IsTrue(double.IsFinite(b[^1].Mean));
    }

    [TestMethod]
    public void Quantiles_and_standard_error_of_known_values()
    {
        double[] values = [.. Enumerable.Range(1, 11).Select(v => (double)v)];
        bool[] absorbed = new bool[11];
        absorbed[10] = true;
        GenerationSummary summary = GenerationSummary.Of(values, truth: 25, absorbed);
        Assert.AreEqual(6, summary.Mean, 1e-12);
        Assert.AreEqual(6, summary.Median, 1e-12);
        Assert.AreEqual(1, summary.StandardError, 1e-12);
        // MathNet's default is the median-unbiased quantile (R type 8).
        Assert.AreEqual(1 + 7.0 / 15, summary.LowerDecile, 1e-12);
        Assert.AreEqual(11 - 7.0 / 15, summary.UpperDecile, 1e-12);
        // 1 and 2 are below 2.5, and 11 is absorbed.
        Assert.AreEqual(3.0 / 11, summary.DegenerateShare, 1e-12);
    }

    [TestMethod]
    public void Bad_arguments_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EstimationLoop(new GaussianFamily(), new MaximumLikelihood(), new() { Initializations = 1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EstimationLoop(new GaussianFamily(), new MaximumLikelihood(), new() { Generations = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EstimationLoop(new GaussianFamily(), new MaximumLikelihood(), new() { SampleSize = 0 }));
        Assert.ThrowsExactly<ArgumentException>(() => Run(new GaussianFamily(), new MaximumLikelihood(), Small, 1));
        Assert.ThrowsExactly<ArgumentException>(() => Run(new GaussianFamily(), new MaximumLikelihood(), Small, 0, -1));
        Assert.ThrowsExactly<NotSupportedException>(() => Run(new LaplaceFamily(), new ClosedFormPle(), Small, 0, 1));
    }

    [TestMethod]
    public void Cancellation_stops_the_loop()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            new EstimationLoop(new GaussianFamily(), new MaximumLikelihood(), Small).Run([0, 1], source.Token));
    }

    private static IReadOnlyList<IReadOnlyList<GenerationSummary>> Run(
        DistributionFamily family, PointEstimator estimator, EstimationLoopOptions options, params double[] truth) =>
        new EstimationLoop(family, estimator, options).Run(truth);

    private sealed class RootOfUnbiasedVariance : PointEstimator
    {
        public override string Name => "f3";

        protected internal override double[] EstimateUnchecked(DistributionFamily family, ReadOnlySpan<double> values, Random random)
        {
            double[] estimate = new GaussianVarianceFamily().ClosedFormPle(values);
            return [estimate[0], Math.Sqrt(estimate[1])];
        }
    }
}

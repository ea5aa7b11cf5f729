using MathNet.Numerics;
using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

/// <summary>Known results of self-consuming Gaussians: how far the mean strays from the truth.</summary>
[TestClass]
public class WanderingMeanTests
{
    private const int N = 10, Loops = 20;

    /// <summary>What an unbiased standard deviation of n draws is of the root of the unbiased variance.</summary>
    private static readonly double _c4 = Math.Sqrt(2.0 / (N - 1)) * SpecialFunctions.Gamma(N / 2.0) / SpecialFunctions.Gamma((N - 1) / 2.0);

    /// <summary>The mean's variance is the sum of S_k / n over the generations, S_k the expected variance of generation k: S (1 - (1 - 1/n)^(t + 1)) by maximum likelihood, where S_k
    /// falls by 1 - 1/n; by PLE, whose standard deviations are unbiased, S_k grows by 1 / c4² (were variances unbiased, it would be S (t + 1) / n).</summary>
    [TestMethod]
    public void TheSquaredErrorOfAReplacedMeanIsAsTheFormulaSays()
    {
        foreach (int generation in new[] { 0, 4, 9 })
        {
            Assert.IsTrue(Agrees(new MaximumLikelihood(), GenerationData.Replace, generation, 1 - Math.Pow(1 - 1.0 / N, generation + 1), out string byLikelihood), byLikelihood);
            Assert.IsTrue(Agrees(new ClosedFormPle(), GenerationData.Replace, generation, Enumerable.Range(0, generation + 1).Sum(k => Math.Pow(_c4, -2 * k)) / N, out string byPle), byPle);
        }
    }

    /// <summary>Where rows are accumulated the error stays bounded (Gerstgrasser et al. 2024): near the sum of 1 / (n k²), π² / (6 n).</summary>
    [TestMethod]
    public void AccumulatedRowsKeepTheMeanNear()
    {
        foreach (GenerationData data in new[] { GenerationData.Accumulate, GenerationData.AccumulateSubsample })
        {
            (double early, double earlyError) = SquaredError(new ClosedFormPle(), data, 1);
            (double late, double lateError) = SquaredError(new ClosedFormPle(), data, 19);
            (double replaced, _) = SquaredError(new ClosedFormPle(), GenerationData.Replace, 19);
            Assert.IsGreaterThan(early - 4 * earlyError, late);
            Assert.IsLessThan(replaced / 2, late);
            if (!data.IsSubsampled)
                Assert.IsLessThan(1.1 * Math.PI * Math.PI / 6 / N + 4 * lateError, late);
        }
    }

    private static bool Agrees(PointEstimator estimator, GenerationData data, int generation, double expected, out string found)
    {
        (double mean, double error) = SquaredError(estimator, data, generation);
        found = $"{estimator.GetType().Name}, generation {generation}: {mean} ± {error}, not {expected}";
        return Math.Abs(mean - expected) < 4 * error;
    }

    /// <summary>Mean and standard error over loops of many runs each: of a run's mean, the square of its distance from 0.</summary>
    private static (double Mean, double Error) SquaredError(PointEstimator estimator, GenerationData data, int generation)
    {
        const int Runs = 400;
        double[] errors = [.. Enumerable.Range(1, Loops).Select(seed =>
        {
            var options = new EstimationLoopOptions { Initializations = Runs, Generations = generation, SampleSize = N, Data = data, Seed = seed };
            GenerationSummary mean = new EstimationLoop(new GaussianFamily(), estimator, options).Run([0, 1])[0][generation];
            double variance = mean.StandardError * mean.StandardError * Runs; // of the runs
            return variance * (Runs - 1) / Runs + mean.Mean * mean.Mean;
        })];
        double average = errors.Average();
        return (average, Math.Sqrt(errors.Sum(e => (e - average) * (e - average)) / (Loops - 1) / Loops));
    }
}

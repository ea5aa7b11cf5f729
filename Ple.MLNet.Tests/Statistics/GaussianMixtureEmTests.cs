using System.Text.Json;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public sealed class GaussianMixtureEmTests
{
    private sealed record Case(
        string Name, int Dimension, int Components, double Tolerance, int MaximumIterations, double CovarianceRegularization,
        double[] Rows, double[] StartWeights, double[][] StartMeans, double[][] StartCovariances,
        int Iterations, bool Converged, double LogLikelihood, double[] Weights, double[][] Means);

    private sealed record Reference(Case[] Cases);

    [TestMethod]
    public void Agrees_with_scikit_learn_from_the_same_start()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Estimation", "References", "gaussian_mixture_em.json");
        Reference reference = JsonSerializer.Deserialize<Reference>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        Assert.HasCount(5, reference.Cases);
        foreach (Case expected in reference.Cases)
        {
            var em = new GaussianMixtureEm(new()
            {
                Components = expected.Components, Tolerance = expected.Tolerance, MaximumIterations = expected.MaximumIterations,
                CovarianceRegularization = expected.CovarianceRegularization,
            });
            var start = new GaussianMixture(expected.StartWeights, expected.StartMeans, expected.StartCovariances);
            GaussianMixtureEmResult actual = em.Fit(expected.Rows, start);

            Assert.AreEqual(expected.LogLikelihood, actual.LogLikelihood, 1e-9, expected.Name);
            for (int component = 0; component < expected.Components; component++)
            {
                Assert.AreEqual(expected.Weights[component], actual.Mixture.Weights[component], 1e-6, expected.Name);
                for (int i = 0; i < expected.Dimension; i++)
                    Assert.AreEqual(expected.Means[component][i], actual.Mixture.Means[component][i], 1e-6, expected.Name);
            }
            // At the last bit the iteration at which the change rounds to zero is an accident of the order of sums.
            if (expected.Tolerance > 1e-12 || expected.Tolerance == 0)
            {
                Assert.AreEqual(expected.Iterations, actual.Iterations, expected.Name);
                Assert.AreEqual(expected.Converged, actual.Converged, expected.Name);
            }
        }
    }

    [TestMethod]
    public void Finds_separated_clusters_from_its_own_start()
    {
        double[][] means = [[-5, 0], [5, 0], [0, 8]];
        double[][] covariances = [[1, 0.5, 0.5, 1], [0.5, 0, 0, 0.5], [1, 0, 0, 2]];
        var truth = new GaussianMixture([0.5, 0.3, 0.2], means, covariances);
        double[] rows = Sample(truth, 2000, seed: 3);

        GaussianMixture found = new GaussianMixtureEm(new() { Components = 3, Tolerance = 1e-8, Seed = 1 }).Fit(rows, 2).Mixture;

        foreach ((double[] mean, double[] covariance, double weight) in means.Zip(covariances, truth.Weights))
        {
            int component = Enumerable.Range(0, 3).MinBy(c => Math.Abs(found.Means[c][0] - mean[0]) + Math.Abs(found.Means[c][1] - mean[1]));
            // Four standard errors of the smallest component, which has about 400 rows.
            Assert.AreEqual(weight, found.Weights[component], 0.045);
            Assert.AreEqual(mean[0], found.Means[component][0], 0.2);
            Assert.AreEqual(mean[1], found.Means[component][1], 0.3);
            Assert.AreEqual(covariance[0], found.Covariances[component][0], 0.3);
            Assert.AreEqual(covariance[1], found.Covariances[component][1], 0.3);
        }
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_mixture()
    {
        double[] rows = Sample(new([1], [[0, 0]], [[1, 0, 0, 1]]), 200, seed: 4);
        var em = new GaussianMixtureEm(new() { Components = 4, Seed = 7 });
        Assert.AreEqual(em.Fit(rows, 2).LogLikelihood, em.Fit(rows, 2).LogLikelihood);
    }

    [TestMethod]
    public void Constant_and_repeated_rows_are_held_up_by_the_regularisation()
    {
        GaussianMixtureEmResult result = new GaussianMixtureEm(new() { Components = 3 }).Fit([2, 2, 2, 2, 2], 1);
        Assert.IsTrue(double.IsFinite(result.LogLikelihood));
        foreach (var mean in result.Mixture.Means)
            Assert.IsTrue(double.IsFinite(mean[0]));
    }

    [TestMethod]
    public void Without_regularisation_a_lost_component_is_a_clear_error()
    {
        var em = new GaussianMixtureEm(new() { Components = 1, CovarianceRegularization = 0 });
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => em.Fit([0, 0, 0], 1));
        StringAssert.Contains(error.Message, "CovarianceRegularization");
    }

    [TestMethod]
    public void Bad_data_is_refused()
    {
        var em = new GaussianMixtureEm(new() { Components = 2 });
        Assert.ThrowsExactly<ArgumentException>(() => em.Fit([], 1));
        Assert.ThrowsExactly<ArgumentException>(() => em.Fit([1], 1));
        Assert.ThrowsExactly<ArgumentException>(() => em.Fit([1, 2, 3], 2));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => em.Fit([1, 2, 3, double.NaN], 2)).Message, "row 1, slot 1");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => em.Fit([1, 2], 0));
    }

    [TestMethod]
    public void Bad_options_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureEm(new() { Components = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureEm(new() { Tolerance = double.NaN }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureEm(new() { MaximumIterations = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureEm(new() { CovarianceRegularization = -1 }));
    }

    private static double[] Sample(GaussianMixture mixture, int count, int seed)
    {
        var random = new Random(seed);
        double[] rows = new double[count * mixture.Dimension];
        for (int row = 0; row < count; row++)
            mixture.Sample(random, rows.AsSpan(row * mixture.Dimension, mixture.Dimension));
        return rows;
    }
}

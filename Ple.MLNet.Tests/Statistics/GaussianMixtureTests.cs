using MathNet.Numerics.Distributions;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public sealed class GaussianMixtureTests
{
    private static GaussianMixture Correlated() => new([0.25, 0.75], [[0, 1], [4, -1]], [[2, 0.6, 0.6, 1], [1, 0, 0, 3]]);

    [TestMethod]
    public void Log_likelihood_in_one_dimension_is_that_of_the_densities()
    {
        var mixture = new GaussianMixture([0.3, 0.7], [[0], [2]], [[1], [4]]);
        double expected = Math.Log(0.3 * Normal.PDF(0, 1, 0.5) + 0.7 * Normal.PDF(2, 2, 0.5));
        Assert.AreEqual(expected, mixture.LogLikelihood([0.5]), 1e-12);
    }

    [TestMethod]
    public void Log_likelihood_of_a_correlated_gaussian()
    {
        // By hand: determinant 2 - .36, inverse by Cramer's rule.
        var gaussian = new GaussianMixture([1], [[0, 1]], [[2, 0.6, 0.6, 1]]);
        double determinant = 1.64, quadratic = (1 * 1 - 2 * 0.6 * 1 * 2 + 2 * 4) / determinant;
        Assert.AreEqual(-Math.Log(2 * Math.PI) - 0.5 * Math.Log(determinant) - 0.5 * quadratic, gaussian.LogLikelihood([1, 3]), 1e-12);
    }

    [TestMethod]
    public void Far_rows_keep_a_finite_log_likelihood()
    {
        double value = new GaussianMixture([0.5, 0.5], [[0], [1]], [[1], [1]]).LogLikelihood([1e4]);
        Assert.AreEqual(-0.5 * 9999 * 9999 - 0.5 * Math.Log(2 * Math.PI) + Math.Log(0.5), value, 1e-3);
    }

    [TestMethod]
    public void Many_log_likelihoods_are_those_of_the_single_rows()
    {
        GaussianMixture mixture = Correlated();
        var random = new Random(12);
        double[] rows = new double[2 * 1200];
        for (int i = 0; i < 1200; i++)
            mixture.Sample(random, rows.AsSpan(2 * i, 2));
        rows[77] = 1e4; // far from every component
        double[] many = mixture.LogLikelihoods(rows);
        for (int i = 0; i < 1200; i++)
        {
            double one = mixture.LogLikelihood(rows.AsSpan(2 * i, 2));
            Assert.AreEqual(one, many[i], 1e-12 * Math.Abs(one));
        }
        Assert.ThrowsExactly<ArgumentException>(() => mixture.LogLikelihoods([1, 2, 3]));
        Assert.IsEmpty(mixture.LogLikelihoods([]));
    }

    [TestMethod]
    public void Samples_have_the_moments_of_the_mixture()
    {
        const int Count = 40_000;
        GaussianMixture mixture = Correlated();
        var random = new Random(11);
        double[] row = new double[2];
        double sum0 = 0, sum1 = 0, sum01 = 0;
        for (int i = 0; i < Count; i++)
        {
            mixture.Sample(random, row);
            sum0 += row[0];
            sum1 += row[1];
            sum01 += row[0] * row[1];
        }
        // E x = 3, E y = -.5, E xy = .25 * .6 + .75 * (4 * -1) = -2.85; four standard errors.
        Assert.AreEqual(3, sum0 / Count, 4 * Math.Sqrt(4.25 / Count));
        Assert.AreEqual(-0.5, sum1 / Count, 4 * Math.Sqrt(3.25 / Count));
        Assert.AreEqual(-2.85, sum01 / Count, 4 * Math.Sqrt(60.0 / Count));
    }

    [TestMethod]
    public void Later_changes_of_the_arguments_change_nothing()
    {
        double[] weights = [1];
        double[][] means = [[0]], covariances = [[1]];
        var mixture = new GaussianMixture(weights, means, covariances);
        weights[0] = means[0][0] = covariances[0][0] = 9;
        Assert.AreEqual(0, mixture.Means[0][0]);
        Assert.AreEqual(-0.5 * Math.Log(2 * Math.PI), mixture.LogLikelihood([0]), 1e-12);
    }

    [TestMethod]
    public void Bad_parameters_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([], [], []));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([0.5, 0.4], [[0], [1]], [[1], [1]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([double.NaN], [[0]], [[1]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([1], [[double.NaN]], [[1]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([1], [[0]], [[0]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([1], [[0]], [[double.NaN]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([1], [[0, 0]], [[1, 2, 2, 1]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([1], [[0, 0]], [[1, 0.1, 0.2, 1]]));
        Assert.ThrowsExactly<ArgumentException>(() => new GaussianMixture([1], [[0, 0]], [[1, 0, 1]]));
        Assert.ThrowsExactly<ArgumentException>(() => Correlated().LogLikelihood([1]));
        Assert.ThrowsExactly<ArgumentException>(() => Correlated().Sample(new Random(1), new double[3]));
    }
}

using MathNet.Numerics.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

/// <summary>What holds for every family.</summary>
[TestClass]
public sealed class DistributionFamilyTests
{
    private const int Sets = 20_000, SetSize = 12;

    [TestMethod]
    public void Log_likelihood_is_that_of_mathnet()
    {
        Assert.AreEqual(ContinuousUniform.PDFLn(0, 2, 1.5), new OneSidedUniformFamily().LogLikelihood(1.5, [2]), 1e-12);
        Assert.AreEqual(Normal.PDFLn(-1, 3, 0.7), new GaussianFamily().LogLikelihood(0.7, [-1, 3]), 1e-12);
        Assert.AreEqual(Normal.PDFLn(-1, 3, 0.7), new GaussianVarianceFamily().LogLikelihood(0.7, [-1, 9]), 1e-12);
        Assert.AreEqual(Normal.PDFLn(0, 3, 0.7), new GaussianKnownMeanFamily().LogLikelihood(0.7, [9]), 1e-12);
        Assert.AreEqual(Laplace.PDFLn(1, 2, 0.7), new LaplaceFamily().LogLikelihood(0.7, [1, 2]), 1e-12);
        Assert.AreEqual(Geometric.PMFLn(0.3, 4), new GeometricFamily().LogLikelihood(4, [0.3]), 1e-12);
        Assert.AreEqual(Exponential.PDFLn(0.5, 3), new ExponentialFamily().LogLikelihood(3, [0.5]), 1e-12);
        Assert.AreEqual(Pareto.PDFLn(2, 3, 2.5), new ParetoFamily().LogLikelihood(2.5, [2, 3]), 1e-12);
        Assert.AreEqual(Poisson.PMFLn(4, 6), new PoissonFamily().LogLikelihood(6, [4]), 1e-12);
    }

    [TestMethod]
    public void Impossible_values_have_no_likelihood()
    {
        Assert.AreEqual(double.NegativeInfinity, new OneSidedUniformFamily().LogLikelihood(2.1, [2]));
        Assert.AreEqual(double.NegativeInfinity, new GeometricFamily().LogLikelihood(1.5, [0.3]));
        Assert.AreEqual(double.NegativeInfinity, new ExponentialFamily().LogLikelihood(-1, [0.3]));
        Assert.AreEqual(double.NegativeInfinity, new ParetoFamily().LogLikelihood(1, [2, 3]));
        Assert.AreEqual(double.NegativeInfinity, new PoissonFamily().LogLikelihood(-1, [4]));
    }

    [TestMethod]
    public void Draws_are_supported_and_as_likely_as_the_density_says()
    {
        foreach ((DistributionFamily family, double[] truth) in AllFamilies.WithTruth)
        {
            // Importance identity: the mean of q(x) / p(x) over draws x from p is 1 for another density q of the family inside p's support.
            double[] other = [.. truth.Zip(family.Parameters, (v, p) => p.Correction == PleCorrection.None && family is not PoissonFamily ? v : 0.9 * v)];
            if (family is ExponentialFamily or ParetoFamily or GeometricFamily)
                other[^1] = truth[^1] / 0.9;
            double[] values = AllFamilies.Draw(family, truth, 50_000, seed: 8);
            Assert.IsTrue(values.All(family.Supports), family.Name);
            double[] ratios = [.. values.Select(v => Math.Exp(family.LogLikelihood(v, other) - family.LogLikelihood(v, truth)))];
            (double mean, double error) = AllFamilies.Moments(ratios);
            Assert.AreEqual(1, mean, 4 * error, family.Name);
        }
    }

    [TestMethod]
    public void No_neighbour_is_more_likely_than_the_mle()
    {
        foreach ((DistributionFamily family, double[] truth) in AllFamilies.WithTruth)
        {
            double[] values = AllFamilies.Draw(family, truth, SetSize, seed: 9);
            double[] mle = family.MaximumLikelihood(values);
            double best = family.MeanLogLikelihood(values, mle);
            Assert.AreEqual(values.Average(v => family.LogLikelihood(v, mle)), best, 1e-12, family.Name);
            foreach (int parameter in Enumerable.Range(0, mle.Length))
            {
                foreach (double factor in (double[])[0.9, 0.999, 1.001, 1.1])
                {
                    double[] neighbour = [.. mle];
                    neighbour[parameter] *= factor;
                    double likelihood = family.IsProper(neighbour) ? family.MeanLogLikelihood(values, neighbour) : double.NegativeInfinity;
                    Assert.IsLessThanOrEqualTo(best + 1e-12, likelihood, $"{family.Name} {parameter} {factor}");
                }
            }
        }
    }

    [TestMethod]
    public void A_drawn_mle_is_distributed_as_the_mle_of_drawn_data()
    {
        foreach ((DistributionFamily family, double[] truth) in AllFamilies.WithTruth)
        {
            var random = new Random(10);
            double[] values = new double[SetSize];
            double[][] direct = new double[Sets][], simulated = new double[Sets][];
            for (int set = 0; set < Sets; set++)
            {
                direct[set] = family.SampleMaximumLikelihood(truth, SetSize, random);
                family.Fill(values, truth, random);
                simulated[set] = family.MaximumLikelihood(values);
            }
            for (int j = 0; j < truth.Length; j++)
            {
                AssertSameMean(direct.Select(e => e[j]), simulated.Select(e => e[j]), $"{family.Name} mean {j}");
                AssertSameMean(direct.Select(e => Math.Pow(e[j] - truth[j], 2)), simulated.Select(e => Math.Pow(e[j] - truth[j], 2)), $"{family.Name} spread {j}");
            }
        }
    }

    [TestMethod]
    public void The_closed_form_has_no_bias()
    {
        foreach ((DistributionFamily family, double[] truth) in AllFamilies.WithTruth.Where(f => f.Family is not LaplaceFamily))
        {
            var random = new Random(11);
            double[] values = new double[SetSize];
            double[][] estimates = new double[Sets][];
            for (int set = 0; set < Sets; set++)
            {
                family.Fill(values, truth, random);
                estimates[set] = family.ClosedFormPle(values)!;
            }
            // Pareto's minimum keeps its bias, as documented.
            for (int j = family is ParetoFamily ? 1 : 0; j < truth.Length; j++)
            {
                (double mean, double error) = AllFamilies.Moments([.. estimates.Select(e => e[j])]);
                Assert.AreEqual(truth[j], mean, 4 * error, $"{family.Name} {j}");
            }
        }
    }

    private static void AssertSameMean(IEnumerable<double> first, IEnumerable<double> second, string message)
    {
        (double a, double aError) = AllFamilies.Moments([.. first]);
        (double b, double bError) = AllFamilies.Moments([.. second]);
        Assert.AreEqual(a, b, 4 * Math.Sqrt(aError * aError + bError * bError), message);
    }
}

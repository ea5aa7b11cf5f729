using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

[TestClass]
public sealed class PenalizedPleTests
{
    private const int Sets = 400, SetSize = 10;

    [TestMethod]
    public void Without_weight_it_is_the_mle()
    {
        double[] values = AllFamilies.Draw(new ExponentialFamily(), [0.5], 20, seed: 18);
        double mle = new ExponentialFamily().MaximumLikelihood(values)[0];
        Assert.AreEqual(mle, new PenalizedPle { Weight = 0 }.Estimate(new ExponentialFamily(), values, new Random(1))[0], 1e-3 * mle);
    }

    [TestMethod]
    public void A_heavy_expectation_penalty_is_the_constraint()
    {
        double[] values = AllFamilies.Draw(new GaussianFamily(), [0, 1], 10, seed: 19);
        double constraint = new DataDrivenPle().Estimate(new GaussianFamily(), values, new Random(2))[1];
        double penalised = new PenalizedPle { Weight = 1000 }.Estimate(new GaussianFamily(), values, new Random(2))[1];
        Assert.AreEqual(constraint, penalised, 1e-3);
    }

    /// <summary>The mean of sigma over data sets at n = 10, where the MLE has .923: a heavy weight removes the bias in the constraint form only.</summary>
    [TestMethod]
    public void The_printed_equation_5_removes_no_bias_at_any_weight()
    {
        foreach (double weight in (double[])[0.1, 1, 10, 100])
        {
            (double printed, double printedError) = MeanSigma(new PenalizedPle { Penalty = PenaltyForm.Samples, Weight = weight });
            Assert.IsLessThan(1 - 4 * printedError, printed, $"weight {weight}");
        }
        (double constraint, double error) = MeanSigma(new PenalizedPle { Weight = 100 });
        Assert.AreEqual(1, constraint, 4 * error);
    }

    [TestMethod]
    public void Bad_options_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PenalizedPle { Weight = -1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PenalizedPle { Weight = double.NaN });
    }

    private static (double Mean, double Error) MeanSigma(PenalizedPle estimator)
    {
        var random = new Random(20);
        var family = new GaussianFamily();
        double[] values = new double[SetSize];
        double[] estimates = new double[Sets];
        for (int set = 0; set < Sets; set++)
        {
            family.Fill(values, [0, 1], random);
            estimates[set] = estimator.Estimate(family, values, random)[1];
        }
        return AllFamilies.Moments(estimates);
    }
}

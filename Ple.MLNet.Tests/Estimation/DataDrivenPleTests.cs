using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

[TestClass]
public sealed class DataDrivenPleTests
{
    [TestMethod]
    public void Many_synthetic_sets_give_the_closed_form()
    {
        var many = new DataDrivenPle { SyntheticSets = 40_000 };
        foreach ((DistributionFamily family, double[] truth) in AllFamilies.WithTruth.Where(f => f.Family is not LaplaceFamily))
        {
            double[] values = AllFamilies.Draw(family, truth, 12, seed: 12);
            double[] expected = family.ClosedFormPle(values)!;
            double[] actual = many.Estimate(family, values, new Random(13));
            for (int j = 0; j < expected.Length; j++)
            {
                // The relative spread of any of these estimates at n = 12 is below .5; the fixed point averages 5 rounds.
                Assert.AreEqual(expected[j], actual[j], 4 * 0.5 / 200 * Math.Abs(expected[j]), family.Name);
            }
        }
    }

    [TestMethod]
    public void The_laplace_scale_meets_the_constraint()
    {
        var family = new LaplaceFamily();
        double[] values = AllFamilies.Draw(family, [0, 1], 9, seed: 14);
        double[] ple = new DataDrivenPle { SyntheticSets = 20_000 }.Estimate(family, values, new Random(15));
        var random = new Random(16);
        double[] synthetic = [.. Enumerable.Range(0, 20_000).Select(_ => family.SampleMaximumLikelihood(ple, 9, random)[1])];
        (double mean, double error) = AllFamilies.Moments(synthetic);
        double mle = family.MaximumLikelihood(values)[1];
        Assert.AreEqual(mle, mean, 4 * error * Math.Sqrt(2));
        Assert.IsGreaterThan(mle, ple[1]);
    }

    [TestMethod]
    public void The_factor_is_drawn_anew_for_every_data_set()
    {
        var random = new Random(17);
        var ple = new DataDrivenPle { SyntheticSets = 10 };
        Assert.AreNotEqual(ple.Estimate(new ExponentialFamily(), [1, 2, 3], random)[0], ple.Estimate(new ExponentialFamily(), [1, 2, 3], random)[0]);
    }

    [TestMethod]
    public void Bad_options_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new DataDrivenPle { SyntheticSets = 0 });
    }
}

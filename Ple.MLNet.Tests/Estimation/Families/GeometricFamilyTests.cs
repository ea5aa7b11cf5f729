using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation.Families;

[TestClass]
public sealed class GeometricFamilyTests
{
    private readonly GeometricFamily _family = new();

    [TestMethod]
    public void Mle_and_closed_form_by_hand()
    {
        Assert.AreEqual(4.0 / 10, _family.MaximumLikelihood([1, 2, 3, 4])[0], 1e-15);
        Assert.AreEqual(3.0 / 9, _family.ClosedFormPle([1, 2, 3, 4])[0], 1e-15);
    }

    [TestMethod]
    public void All_ones_are_absorbed_at_one()
    {
        Assert.AreEqual(1, _family.MaximumLikelihood([1, 1, 1])[0]);
        Assert.AreEqual(1, _family.ClosedFormPle([1, 1, 1])[0]);
        Assert.AreEqual(1, _family.ClosedFormPle([1])[0]);
        Assert.IsFalse(_family.IsProper([1]));
        Assert.AreEqual(1, _family.Sample([1], new Random(1)));
        Assert.AreEqual(1, _family.SampleMaximumLikelihood([1], 5, new Random(1))[0]);
    }

    /// <summary>A table for the middle value, draws one by one for the extreme ones.</summary>
    [TestMethod]
    public void Many_mles_at_once_are_distributed_as_one_by_one()
    {
        foreach (double p in (double[])[0.01, 0.3, 0.97])
        {
            double[][] together = new double[20_000][];
            _family.FillMaximumLikelihood([p], 10, new Random(3), together);
            var random = new Random(4);
            double[] alone = [.. Enumerable.Range(0, together.Length).Select(_ => _family.SampleMaximumLikelihood([p], 10, random)[0])];
            foreach (Func<double, double> moment in (Func<double, double>[])[e => e, e => e * e, e => 1 / e])
            {
                (double a, double aError) = AllFamilies.Moments([.. together.Select(e => moment(e[0]))]);
                (double b, double bError) = AllFamilies.Moments([.. alone.Select(moment)]);
                Assert.AreEqual(a, b, 4 * Math.Sqrt(aError * aError + bError * bError), $"{p}");
            }
        }
    }

    [TestMethod]
    public void A_tiny_probability_does_not_overflow()
    {
        var random = new Random(2);
        double[] draws = [.. Enumerable.Range(0, 1000).Select(_ => _family.Sample([1e-12], random))];
        Assert.AreEqual(1e12, draws.Average(), 4 * 1e12 / Math.Sqrt(1000));
        double[] estimates = [.. Enumerable.Range(0, 1000).Select(_ => _family.SampleMaximumLikelihood([1e-12], 25, random)[0])];
        Assert.AreEqual(1e-12 * 25 / 24, estimates.Average(), 4 * 0.22e-12 / Math.Sqrt(1000));
    }
}

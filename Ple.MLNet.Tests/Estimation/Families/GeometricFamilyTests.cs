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

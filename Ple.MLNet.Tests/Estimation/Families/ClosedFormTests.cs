using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation.Families;

/// <summary>The small families, by hand.</summary>
[TestClass]
public sealed class ClosedFormTests
{
    [TestMethod]
    public void Uniform()
    {
        Assert.AreEqual(3, new OneSidedUniformFamily().MaximumLikelihood([1, 3, 2])[0]);
        Assert.AreEqual(4, new OneSidedUniformFamily().ClosedFormPle([1, 3, 2])[0], 1e-15);
    }

    [TestMethod]
    public void Laplace()
    {
        CollectionAssert.AreEqual(new[] { 2.0, 8.0 / 3 }, new LaplaceFamily().MaximumLikelihood([9, 1, 2]));
        CollectionAssert.AreEqual(new[] { 3.0, 2.5 }, new LaplaceFamily().MaximumLikelihood([9, 1, 2, 4]));
        Assert.IsNull(new LaplaceFamily().ClosedFormPle([1, 2]));
    }

    [TestMethod]
    public void Exponential()
    {
        Assert.AreEqual(0.5, new ExponentialFamily().MaximumLikelihood([1, 3])[0]);
        Assert.AreEqual(0.25, new ExponentialFamily().ClosedFormPle([1, 3])[0]);
        Assert.AreEqual(double.PositiveInfinity, new ExponentialFamily().MaximumLikelihood([0, 0])[0]);
    }

    [TestMethod]
    public void Pareto()
    {
        double[] data = [1, Math.E, Math.E * Math.E, 1];
        CollectionAssert.AreEqual(new[] { 1.0, 4.0 / 3 }, new ParetoFamily().MaximumLikelihood(data));
        CollectionAssert.AreEqual(new[] { 1.0, 2.0 / 3 }, new ParetoFamily().ClosedFormPle(data));
        Assert.IsFalse(new ParetoFamily().IsProper(new ParetoFamily().MaximumLikelihood([2, 2])));
    }

    [TestMethod]
    public void Mean_characterised()
    {
        Assert.AreEqual(2.5, new PoissonFamily().MaximumLikelihood([1, 4])[0]);
        Assert.AreEqual(2.5, new PoissonFamily().ClosedFormPle([1, 4])[0]);
    }
}

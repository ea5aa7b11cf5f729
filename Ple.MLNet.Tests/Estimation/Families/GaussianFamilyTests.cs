using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation.Families;

[TestClass]
public sealed class GaussianFamilyTests
{
    private static readonly double[] Data = [1, 2, 4, 9];

    [TestMethod]
    public void Mle_and_closed_form_by_hand()
    {
        // Mean 4, squares 9 + 4 + 0 + 25 = 38; c4(4) = 2 sqrt(2 / (3 pi)).
        double c4 = 2 * Math.Sqrt(2 / (3 * Math.PI));
        CollectionAssert.AreEqual(new[] { 4, Math.Sqrt(9.5) }, new GaussianFamily().MaximumLikelihood(Data));
        double[] ple = new GaussianFamily().ClosedFormPle(Data);
        Assert.AreEqual(4, ple[0]);
        Assert.AreEqual(Math.Sqrt(38.0 / 3) / c4, ple[1], 1e-12);
        Assert.AreEqual(38.0 / 3, new GaussianVarianceFamily().ClosedFormPle(Data)[1], 1e-12);
        Assert.AreEqual(102.0 / 4, new GaussianKnownMeanFamily().ClosedFormPle(Data)[0], 1e-12);
    }

    [TestMethod]
    public void One_value_and_equal_values_give_no_spread()
    {
        Assert.AreEqual(0, new GaussianFamily().ClosedFormPle([3])[1]);
        Assert.AreEqual(0, new GaussianFamily().MaximumLikelihood([3, 3, 3])[1]);
        Assert.AreEqual(0, new GaussianVarianceFamily().ClosedFormPle([3])[1]);
    }

    [TestMethod]
    public void Far_data_keep_their_digits()
    {
        Assert.AreEqual(Math.Sqrt(9.5), new GaussianFamily().MaximumLikelihood([.. Data.Select(v => v + 1e9)])[1], 1e-6);
    }
}

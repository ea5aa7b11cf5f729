using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Tests.Estimation;

[TestClass]
public sealed class PointEstimatorTests
{
    private static readonly PointEstimator[] Estimators =
    [
        new MaximumLikelihood(), new ClosedFormPle(), new DataDrivenPle(), new PenalizedPle(), new PenalizedPle { Penalty = PenaltyForm.Samples },
    ];

    [TestMethod]
    public void Bad_data_is_a_clear_error_for_every_estimator()
    {
        foreach (PointEstimator estimator in Estimators)
        {
            StringAssert.Contains(Fails(estimator, new GaussianFamily()), "at least one value");
            StringAssert.Contains(Fails(estimator, new GaussianFamily(), 1, double.PositiveInfinity), "value 1 is");
            StringAssert.Contains(Fails(estimator, new GaussianFamily(), 4), "too few");
            StringAssert.Contains(Fails(estimator, new GaussianFamily(), 4, 4, 4), "constant");
            StringAssert.Contains(Fails(estimator, new ExponentialFamily(), 1, -1), "numbers of 0 or more; value 1 is -1");
            StringAssert.Contains(Fails(estimator, new ExponentialFamily(), 0, 0), "rate");
            StringAssert.Contains(Fails(estimator, new ParetoFamily(), 1, 0), "positive numbers");
            StringAssert.Contains(Fails(estimator, new ParetoFamily(), 2), "b from 1 values");
            StringAssert.Contains(Fails(estimator, new GeometricFamily(), 1, 1.5), "whole numbers");
            StringAssert.Contains(Fails(estimator, new GeometricFamily(), 1, 1, 1), "p from 3 values");
            StringAssert.Contains(Fails(estimator, new OneSidedUniformFamily(), 0, 0), "a from 2 values");
        }
    }

    [TestMethod]
    public void An_estimator_that_cannot_take_the_family_says_so()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<NotSupportedException>(() => new ClosedFormPle().Estimate(new LaplaceFamily(), [1, 2], new Random(1))).Message,
            nameof(DataDrivenPle));
        Assert.ThrowsExactly<NotSupportedException>(() => new LinearUniformPle().Estimate(new LaplaceFamily(), [1, 2], new Random(1)));
        Assert.AreEqual(3, new LinearUniformPle().Estimate(new OneSidedUniformFamily(), [1, 2], new Random(1))[0]);
    }

    private static string Fails(PointEstimator estimator, DistributionFamily family, params double[] values) =>
        Assert.ThrowsExactly<ArgumentException>(() => estimator.Estimate(family, values, new Random(1)), $"{estimator.Name} {family.Name}").Message;
}

using Ple.MLNet.Statistics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

[TestClass]
[DoNotParallelize] // counts the living tensors of the process
public class GaussianMixtureReplicatesTests
{
    private static readonly GaussianMixture Truth = new([0.6, 0.4], [[0], [2]], [[1], [1]]);

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void A_replicate_does_not_depend_on_its_neighbours(EstimationMethod method)
    {
        // All rows at each step and no penalty, so that no shared random numbers are drawn.
        var replicates = new GaussianMixtureReplicates(method, new() { Components = 2, Steps = 50, SubsetSize = 20, Penalty = new() { Lambda = 0 } });
        double[][] sets = DataSets(4, 20);
        GaussianMixture alone = replicates.Fit(sets[..1], 1)[0]!;
        GaussianMixture together = replicates.Fit(sets, 1)[0]!;
        Assert.AreEqual(alone.Means[0][0], together.Means[0][0], 1e-4);
        Assert.AreEqual(alone.Covariances[1][0], together.Covariances[1][0], 1e-4);
    }

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void A_degenerate_replicate_is_null_and_harms_no_other(EstimationMethod method)
    {
        var replicates = new GaussianMixtureReplicates(method, new() { Components = 2, Steps = 50 });
        double[][] sets = DataSets(3, 12);
        IReadOnlyList<GaussianMixture?> clean = replicates.Fit(sets, 1);
        sets[1] = [.. Enumerable.Repeat(double.NaN, 12)];
        IReadOnlyList<GaussianMixture?> fitted = replicates.Fit(sets, 1);
        Assert.IsNull(fitted[1]);
        Assert.AreEqual(clean[0]!.Means[0][0], fitted[0]!.Means[0][0]);
        Assert.AreEqual(clean[2]!.Means[0][0], fitted[2]!.Means[0][0]);

        sets[1] = [.. Enumerable.Repeat(5.0, 12)];
        GaussianMixture constant = replicates.Fit(sets, 1)[1]!;
        Assert.IsTrue(constant.Means.All(m => double.IsFinite(m[0])));
    }

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood, 0.02)]
    [DataRow(EstimationMethod.Hypernetwork, 0.02)]
    public void Many_rows_give_the_truth(EstimationMethod method, double tolerance)
    {
        var replicates = new GaussianMixtureReplicates(method, new() { Components = 2, Standardize = false });
        double[] fresh = DataSets(1, 20_000)[0];
        double best = Truth.LogLikelihoods(fresh).Average();
        foreach (GaussianMixture? mixture in replicates.Fit(DataSets(2, 1000), 1))
            Assert.AreEqual(best, mixture!.LogLikelihoods(fresh).Average(), tolerance);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_bits_and_another_gives_others()
    {
        double[][] sets = DataSets(2, 20);
        double Mean(int seed) => new GaussianMixtureReplicates(EstimationMethod.Hypernetwork, new() { Components = 2, Steps = 20, Seed = seed }).Fit(sets, 1)[1]!.Means[0][0];
        Assert.AreEqual(Mean(1), Mean(1));
        Assert.AreNotEqual(Mean(1), Mean(2));
    }

    [TestMethod]
    public void Steps_leave_no_tensor_behind()
    {
        double[][] sets = DataSets(2, 12);
        long LeftBy(int steps)
        {
            long before = TorchSharp.torch.Tensor.TotalCount; // which never forgets a Parameter, disposed or not: a fit leaves a fixed number
            new GaussianMixtureReplicates(EstimationMethod.Hypernetwork, new() { Components = 2, Steps = steps }).Fit(sets, 1);
            return TorchSharp.torch.Tensor.TotalCount - before;
        }
        Assert.AreEqual(LeftBy(steps: 3), LeftBy(steps: 30));
    }

    [TestMethod]
    public void Bad_input_is_refused()
    {
        var replicates = new GaussianMixtureReplicates(EstimationMethod.Hypernetwork, new() { Components = 3 });
        Assert.ThrowsExactly<ArgumentException>(() => replicates.Fit([], 1));
        Assert.ThrowsExactly<ArgumentException>(() => replicates.Fit([[1, 2, 3], [1, 2, 3, 4]], 1));
        Assert.ThrowsExactly<ArgumentException>(() => replicates.Fit([[1, 2, 3]], 2));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => replicates.Fit([[1, 2]], 1)).Message, "3 components");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => replicates.Fit([[1, 2, 3]], 0));
        Assert.ThrowsExactly<OperationCanceledException>(() => replicates.Fit([[1, 2, 3]], 1, new CancellationToken(canceled: true)));
        GaussianMixtureGradientOptions[] bad =
        [
            new() { Components = 0 }, new() { Steps = 0 }, new() { LearningRate = double.NaN }, new() { SubsetSize = 0 }, new() { Penalty = new() { Lambda = -1 } },
        ];
        foreach (GaussianMixtureGradientOptions options in bad)
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureReplicates(EstimationMethod.Hypernetwork, options));
    }

    private static double[][] DataSets(int count, int rows) =>
        [.. Enumerable.Range(0, count).Select(set =>
        {
            var random = new Random(set + rows);
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++)
                Truth.Sample(random, values.AsSpan(i, 1));
            return values;
        })];
}

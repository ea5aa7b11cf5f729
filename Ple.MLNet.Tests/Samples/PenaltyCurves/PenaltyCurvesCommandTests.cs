using System.Globalization;
using Ple.MLNet.Samples.PenaltyCurves;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Samples.PenaltyCurves;

[TestClass]
public class PenaltyCurvesCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void LossesFallAndEveryEpochIsWritten()
    {
        using var folder = new TestFolder();
        CommandRun run = CommandRun.Of(PenaltyCurvesCommand.Create(), "--preset", "smoke", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        string[][] rows = [.. File.ReadAllLines(folder["results/penalty-curves.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.HasCount(2 * 4 * 21, rows); // seeds, networks, epochs
        double Number(string[] row, int column) => double.Parse(row[column], CultureInfo.InvariantCulture);
        foreach (IGrouping<string, string[]> curve in rows.GroupBy(row => $"{row[0]} {row[1]}"))
            Assert.IsLessThan(Number(curve.First(), 3) - 0.5, Number(curve.Last(), 3), curve.Key);
        Assert.IsTrue(rows.All(row => Number(row, 5) >= 0 && Number(row, 6) >= 0));
        Assert.IsTrue(File.Exists(folder["results/penalty-curves.png"]));
    }

    /// <summary>The order of a batch's points does not count for the one, and does for the other.</summary>
    [TestMethod]
    public void OneNetworkIsInvariantAndOneIsNot()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor batch = arange(16, dtype: ScalarType.Float32).view(8, 2) / 16, turned = batch.flip(0);
        using var invariant = new BatchNetwork(isInvariant: true, batchSize: 8);
        using var naive = new BatchNetwork(isInvariant: false, batchSize: 8);
        Assert.IsTrue(invariant.call(batch).allclose(invariant.call(turned), 1e-4, 1e-6));
        Assert.IsFalse(naive.call(batch).allclose(naive.call(turned), 1e-3, 1e-5));
    }

    /// <summary>Points drawn with some weights are likelier with them than with others.</summary>
    [TestMethod]
    public void PointsFollowTheWeightsThatTheyAreDrawnWith()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator(1);
        Tensor weights = randn(MixtureWeights.Count, generator: generator), others = randn(MixtureWeights.Count, generator: generator);
        Tensor points = MixtureWeights.Sample(weights, 500, generator);
        Assert.IsLessThan(MixtureWeights.NegativeLogLikelihood(others, points).item<float>(), MixtureWeights.NegativeLogLikelihood(weights, points).item<float>());
    }
}

using System.Text.Json;
using Ple.MLNet.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>Every metric against the reference tools' formulas, re-stated in References/scores.py.</summary>
[TestClass]
public class ReferenceScoresTests
{
    private sealed record Subset(int[] Real, int[] Generated);

    private sealed record Overlap(double Precision, double Recall, double Density, double Coverage);

    private sealed record Copies(double Authenticity, double DataCopying, double Exact, double NaturalExact, double Near, double NaturalNear);

    private sealed record Case(string Name, float[][] Real, float[][] Generated, float[][] Training, Subset[] Subsets, double KidMean, double KidDeviation, Overlap Prdc, Overlap Fidelity,
        double[][] Directions, double Sliced, Copies Copies);

    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static Case[] Cases => JsonSerializer.Deserialize<Case[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scoring", "References", "scores.json")), _json)!;

    [TestMethod]
    public void KidIsTorchFidelitysOnTheSameSubsets()
    {
        foreach (Case c in Cases)
        {
            (double mean, double deviation) = KernelDistance.OfSubsets(c.Real, c.Generated, c.Subsets.Select(s => (s.Real, s.Generated)));
            Assert.AreEqual(c.KidMean, mean, 1e-9 * Math.Abs(c.KidMean), c.Name);
            Assert.AreEqual(c.KidDeviation, deviation, 1e-9 * c.KidDeviation, c.Name);
            var ml = new Microsoft.ML.MLContext(seed: 1);
            Ple.MLNet.Scoring.FeatureScores scores = ml.Ple.FidScorer().Fit(FeatureTable.Of(ml, c.Real)).Score(FeatureTable.Of(ml, c.Generated)).Scores;
            Assert.AreEqual((mean, deviation), scores.KidOf([.. c.Subsets.Select(s => (s.Real, s.Generated))]), c.Name);
            Assert.ThrowsExactly<ArgumentException>(() => scores.KidOf([]));
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => scores.KidOf([([0, 1], [0, 1000])])).Message, "not kept");
        }
    }

    [TestMethod]
    public void NeighborhoodsAreCountedAsByBothTools()
    {
        foreach (Case c in Cases)
        {
            AssertEqual(c.Prdc, NeighborhoodOverlap.Of(c.Real, c.Generated, 5, NeighborRule.Prdc), c.Name);
            AssertEqual(c.Fidelity, NeighborhoodOverlap.Of(c.Real, c.Generated, 3, NeighborRule.TorchFidelity), c.Name);
        }
    }

    [TestMethod]
    public void SlicedWassersteinIsPotsAlongTheSameDirections()
    {
        foreach (Case c in Cases)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor directions = tensor(c.Directions.SelectMany(d => d).ToArray(), [c.Directions.Length, c.Directions[0].Length]).transpose(0, 1);
            Assert.AreEqual(c.Sliced, SlicedWasserstein.Along(directions, c.Real, c.Generated), 1e-9 * c.Sliced, c.Name);
        }
    }

    [TestMethod]
    public void CopiesAreCountedAsPublished()
    {
        foreach (Case c in Cases)
        {
            CopyTest test = CopyTest.Of(c.Training, c.Real, c.Generated);
            Assert.AreEqual(c.Copies.Authenticity, test.Authenticity, 1e-15, c.Name);
            Assert.AreEqual(c.Copies.DataCopying, test.DataCopying, 1e-9, c.Name);
            Assert.AreEqual(c.Copies.Exact, test.Exact, 1e-15, c.Name);
            Assert.AreEqual(c.Copies.NaturalExact, test.NaturalExact, 1e-15, c.Name);
            Assert.AreEqual(c.Copies.Near, test.Near, 1e-15, c.Name);
            Assert.AreEqual(c.Copies.NaturalNear, test.NaturalNear, 1e-15, c.Name);
        }
    }

    private static void AssertEqual(Overlap expected, NeighborhoodOverlap actual, string name)
    {
        Assert.AreEqual(expected.Precision, actual.Precision, 1e-15, name);
        Assert.AreEqual(expected.Recall, actual.Recall, 1e-15, name);
        Assert.AreEqual(expected.Density, actual.Density, 1e-14, name);
        Assert.AreEqual(expected.Coverage, actual.Coverage, 1e-15, name);
    }
}

using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Validation;

[TestClass]
public class ThresholdGoalTests
{
    /// <summary>The best value over all cuts is scikit-learn's, and the cut gives it.</summary>
    [TestMethod]
    public void TheBestCutIsScikitLearns()
    {
        (ThresholdGoal, string)[] goals =
        [
            (ThresholdGoal.F1, "F1"), (ThresholdGoal.FBeta(2), "F2"), (ThresholdGoal.BalancedAccuracy, "BalancedAccuracy"), (ThresholdGoal.Youden, "Youden"), (ThresholdGoal.Accuracy, "Accuracy"),
            (ThresholdGoal.Cost(1, 7), "Cost"), (ThresholdGoal.RecallAtLeast(0.8), "Recall"), (ThresholdGoal.PrecisionAtLeast(0.5), "Precision"),
        ];
        Dictionary<string, double> expected = ReferenceRow.Metrics("goal");
        double[] scores = [.. ReferenceRow.All.Select(r => (double)r.Probability)];
        bool[] labels = [.. ReferenceRow.All.Select(r => r.Truth)];
        foreach ((ThresholdGoal goal, string name) in goals)
        {
            (double cut, double value) = goal.Find(scores, labels);
            Assert.AreEqual(expected[name], value, 1e-9, name);
            Assert.AreEqual(value, goal.ValueAt(cut, scores, labels), 1e-12, name);
        }
    }

    /// <summary>Of probabilities that are right the cut of a cost matrix is (c_FP - c_TN) / (c_FP - c_TN + c_FN - c_TP); four standard errors by simulation of the same size.</summary>
    [TestMethod]
    [DataRow(1.0, 4.0, 0.0, 0.0)]
    [DataRow(3.0, 1.0, -1.0, 0.5)]
    public void ACostMatrixGivesTheCutOfTheory(double falsePositive, double falseNegative, double truePositive, double trueNegative)
    {
        double theory = (falsePositive - trueNegative) / (falsePositive - trueNegative + falseNegative - truePositive);
        double[] cuts = [.. Enumerable.Range(0, 30).Select(seed =>
        {
            var random = new MathNet.Numerics.Random.MersenneTwister(seed);
            double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
            bool[] labels = [.. scores.Select(p => random.NextDouble() < p)];
            return ThresholdGoal.Cost(falsePositive, falseNegative, truePositive, trueNegative).Find(scores, labels).Cut;
        })];
        double mean = cuts.Average(), error = Math.Sqrt(cuts.Sum(c => (c - mean) * (c - mean)) / 29 / 30);
        Assert.AreEqual(theory, mean, 4 * error);
        Assert.IsLessThan(0.02, error);
    }

    /// <summary>Models score in Single and cut in Single: a cut parts the scores there as well, of neighbors and above the highest too.</summary>
    [TestMethod]
    public void CutsPartScoresInSingle()
    {
        float low = 0.3f, high = MathF.BitIncrement(low), higher = MathF.BitIncrement(high);
        foreach ((double[] scores, bool[] labels) in new (double[], bool[])[] { ([high, low], [true, false]), ([higher, high], [true, false]) })
            Assert.AreEqual(1, ThresholdGoal.Accuracy.ValueAt((float)ThresholdGoal.Accuracy.Find(scores, labels).Cut, scores, labels), 1e-12);
        double[] noise = [0.9f, 0.5f, 0.4f, 0.3f];
        bool[] rare = [false, false, true, false];
        Assert.IsTrue(noise.All(score => score < (float)ThresholdGoal.Accuracy.Find(noise, rare).Cut)); // nobody is called positive
    }

    [TestMethod]
    public void WhatCannotBeIsNamed()
    {
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => ThresholdGoal.PrecisionAtLeast(0.9).Find([0.9, 0.8, 0.1], [false, false, true])).Message, "precision of 0.9");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdGoal.RecallAtLeast(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdGoal.FBeta(double.NaN));
        Assert.ThrowsExactly<ArgumentException>(() => ThresholdGoal.Cost(0, 1));
        Assert.AreEqual(0.45, ThresholdGoal.Accuracy.Find([0.8, 0.1, 0.1], [true, false, false]).Cut, 1e-12);
    }
}

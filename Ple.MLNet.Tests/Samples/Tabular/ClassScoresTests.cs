using Ple.MLNet.Samples.Tabular;

namespace Ple.MLNet.Tests.Samples.Tabular;

[TestClass]
public class ClassScoresTests
{
    /// <summary>By scikit-learn 1.2.1: average_precision_score, roc_auc_score, f1_score and balanced_accuracy_score, ties among the scores.</summary>
    [TestMethod]
    public void TwoClassesAreScoredByTheRareOne()
    {
        float[] scores = [.9f, .8f, .8f, .6f, .6f, .4f, .3f, .3f, .2f, .1f];
        int[] labels = [1, 0, 1, 0, 1, 0, 0, 1, 0, 0];
        ClassScores found = ClassScores.Of(new Microsoft.ML.MLContext(), [.. scores.Select(s => (float[])[1 - s, s])], labels, [1, 1]);
        Assert.AreEqual(0.6916666667, found.AveragePrecision, 1e-9);
        Assert.AreEqual(0.7708333333, found.RocAuc, 1e-9);
        Assert.AreEqual(0.6666666667, found.F1, 1e-9);
        Assert.AreEqual(0.7083333333, found.BalancedAccuracy, 1e-9);
    }

    [TestMethod]
    public void CuttingAtThePrevalenceMovesDecisionsAndNotRanks()
    {
        float[] scores = [.45f, .35f, .2f, .15f, .1f, .05f];
        int[] labels = [1, 1, 0, 0, 0, 0];
        float[][] probabilities = [.. scores.Select(s => (float[])[1 - s, s])];
        ClassScores half = ClassScores.Of(new Microsoft.ML.MLContext(), probabilities, labels, [1, 1]), prevalence = ClassScores.Of(new Microsoft.ML.MLContext(), probabilities, labels, [4, 2]);
        Assert.AreEqual((half.AveragePrecision, half.RocAuc), (prevalence.AveragePrecision, prevalence.RocAuc));
        Assert.AreEqual((0.0, .5), (half.F1, half.BalancedAccuracy));
        Assert.AreEqual((1.0, 1.0), (prevalence.F1, prevalence.BalancedAccuracy));
    }

    /// <summary>The means over classes, one against the rest, by scikit-learn.</summary>
    [TestMethod]
    public void MoreClassesAreAveraged()
    {
        float[][] probabilities = [[.7f, .2f, .1f], [.1f, .6f, .3f], [.3f, .3f, .4f], [.5f, .4f, .1f], [.2f, .2f, .6f], [.4f, .5f, .1f], [.6f, .1f, .3f]];
        ClassScores found = ClassScores.Of(new Microsoft.ML.MLContext(), probabilities, [0, 1, 2, 1, 2, 0, 0], [1, 1, 1]);
        Assert.AreEqual(0.9166666667, found.AveragePrecision, 1e-9);
        Assert.AreEqual(0.9388888889, found.RocAuc, 1e-9);
        Assert.AreEqual(0.7222222222, found.F1, 1e-9);
        Assert.AreEqual(0.7222222222, found.BalancedAccuracy, 1e-9);
    }
}

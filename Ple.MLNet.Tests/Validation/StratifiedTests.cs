using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Validation;

[TestClass]
public class StratifiedTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Each class is dealt evenly, each row once.</summary>
    [TestMethod]
    [DataRow(2)]
    [DataRow(5)]
    [DataRow(7)]
    public void FoldsHaveTheSameMix(int folds)
    {
        IDataView rows = Rows(103);
        IReadOnlyList<CrossValidatedFold> validated = _mlContext.Ple.StratifiedCrossValidate(rows, Constant(), folds: folds, seed: 4);
        Assert.HasCount(folds, validated);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 103).ToArray(), validated.SelectMany(f => f.ScoredHeldOut.GetColumn<int>("Id")).ToArray());
        int[] sizes = [.. validated.Select(f => f.ScoredHeldOut.GetColumn<int>("Id").Count())], rare = [.. validated.Select(f => f.ScoredHeldOut.GetColumn<string>("Label").Count(l => l == "rare"))];
        Assert.IsLessThanOrEqualTo(1, sizes.Max() - sizes.Min());
        Assert.IsLessThanOrEqualTo(1, rare.Max() - rare.Min());
        Assert.IsTrue(validated.All(f => f.Metrics[ClassMetric.Accuracy].Value > 0.8));
    }

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0.25)]
    [DataRow(0.3)]
    public void ASplitKeepsTheMix(double share)
    {
        DataOperationsCatalog.TrainTestData split = _mlContext.Ple.StratifiedTrainTestSplit(Rows(200), testFraction: share, seed: 2);
        string[] train = [.. split.TrainSet.GetColumn<string>("Label")], test = [.. split.TestSet.GetColumn<string>("Label")];
        Assert.AreEqual(share * 200, test.Length, 2);
        Assert.AreEqual(200, train.Length + test.Length);
        Assert.AreEqual(share * 20, test.Count(l => l == "rare"), 1);
        CollectionAssert.AreEqual(split.TestSet.GetColumn<int>("Id").ToArray(), split.TestSet.GetColumn<int>("Id").ToArray());
    }

    /// <summary>Rows of one group are never on both sides, and the mix is still about the same.</summary>
    [TestMethod]
    public void GroupsStayTogether()
    {
        foreach (CrossValidatedFold fold in _mlContext.Ple.StratifiedCrossValidate(Rows(600), Constant(), folds: 4, groupColumnName: "Group", seed: 1))
        {
            int[] ids = [.. fold.ScoredHeldOut.GetColumn<int>("Id")];
            HashSet<int> groups = [.. ids.Select(id => id / 6)];
            Assert.HasCount(groups.Count * 6, ids);
            Assert.AreEqual(0.1, fold.ScoredHeldOut.GetColumn<string>("Label").Average(l => l == "rare" ? 1.0 : 0), 0.03);
        }
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.StratifiedTrainTestSplit(Rows(20), testFraction: 1));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.StratifiedTrainTestSplit(Rows(20), "Nothing")).Message, "Nothing");
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.StratifiedCrossValidate(Rows(12), Constant(), folds: 5, groupColumnName: "Group")).Message, "too few groups");
    }

    /// <summary>Names every row "often".</summary>
    private static CustomMappingEstimator<Row, Named> Constant() => _mlContext.Transforms.CustomMapping<Row, Named>((_, named) => named.PredictedLabel = "often", contractName: null);

    private static IDataView Rows(int count) => _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { Id = i, Group = i / 6, Label = i % 10 == 3 ? "rare" : "often" }).ToArray());

    private sealed class Row
    {
        public int Id { get; set; }

        public int Group { get; set; }

        public string Label { get; set; } = "";
    }

    private sealed class Named
    {
        public string PredictedLabel { get; set; } = "";
    }
}

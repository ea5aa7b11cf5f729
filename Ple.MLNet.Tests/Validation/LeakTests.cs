using Microsoft.ML;
using Microsoft.ML.Data;
using MathNet.Numerics.Distributions;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Models;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Validation;

/// <summary>Whatever wraps an estimator: no row that is scored is among those that the model of its fold was fitted to, every row is scored once, and added rows are never scored. Rows are told by a number that no two share.</summary>
[TestClass]
public class LeakTests
{
    private const int Count = 240, Folds = 5;

    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow("plain")]
    [DataRow("plausible rows")]
    [DataRow("all classes")]
    [DataRow("under-sampled")]
    [DataRow("class weights")]
    [DataRow("bagging")]
    [DataRow("blend")]
    [DataRow("prior corrected")]
    public void NoWrapperLeaks(string wrapper)
    {
        foreach (string around in new[] { "threshold", "best", "cross-validation", "prior" })
            Check(Rows(), wrapper, around, (watched, rows) => Run(around, Wrapped(wrapper, watched), rows));
    }

    /// <summary>Three classes.</summary>
    [TestMethod]
    public void OffsetsDoNotLeak()
    {
        IDataView rows = Rows();
        IEstimator<ITransformer> learner = new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", "X", "Y")).Append<ITransformer>(_mlContext.Transforms.Conversion.MapValueToKey("Target", "Kind"))
            .Append<ITransformer>(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Target"));
        var seen = new List<(float[] Fitted, float[] Scored)>();
        using TunedOffsetsTransformer tuned = _mlContext.Ple.TunedOffsets(new WatchedEstimator(learner, "X", (f, s) => seen.Add((f, s))), new TunedThresholdOptions { LabelColumnName = "Kind", Folds = Folds, Seed = 1 }).Fit(rows);
        CheckFolds(rows, seen, "offsets", isAugmented: false);
    }

    /// <summary>The split: each row in one part, each class and each group as the options say.</summary>
    [TestMethod]
    public void ASplitDealsEachRowOnce()
    {
        IDataView rows = Rows();
        DataOperationsCatalog.TrainTestData split = _mlContext.Ple.StratifiedTrainTestSplit(rows, "Target", 0.25, groupColumnName: "Group", seed: 1);
        CollectionAssert.AreEquivalent(rows.GetColumn<float>("X").ToArray(), split.TrainSet.GetColumn<float>("X").Concat(split.TestSet.GetColumn<float>("X")).ToArray());
        Assert.IsEmpty(split.TrainSet.GetColumn<string>("Group").Intersect(split.TestSet.GetColumn<string>("Group")));
    }

    private static void Check(IDataView rows, string wrapper, string around, Action<WatchedEstimator, IDataView> run)
    {
        var seen = new List<(float[] Fitted, float[] Scored)>();
        var watched = new WatchedEstimator(Learner(wrapper == "class weights" ? "Weight" : null), "X", (f, s) => seen.Add((f, s)));
        run(watched, rows);
        CheckFolds(rows, seen, $"{wrapper} within {around}", isAugmented: wrapper is "plausible rows" or "all classes");
    }

    private static void CheckFolds(IDataView rows, List<(float[] Fitted, float[] Scored)> seen, string what, bool isAugmented)
    {
        float[] all = [.. rows.GetColumn<float>("X")];
        (float[] Fitted, float[] Scored)[] folds = [.. seen.Where(s => s.Scored.Length == Count / Folds && s.Scored.All(all.Contains) && !s.Scored.Any(s.Fitted.Contains))];
        Assert.IsEmpty(seen.Where(s => s.Scored.Length == Count / Folds && s.Scored.Any(s.Fitted.Contains)), $"{what}: a scored row was fitted to");
        HashSet<string> scored = [.. folds.Select(f => string.Join(' ', f.Scored.Order()))]; // a fold may be scored by several members, or looked at twice
        Assert.HasCount(Folds, scored, what);
        CollectionAssert.AreEquivalent(all, folds.DistinctBy(f => string.Join(' ', f.Scored.Order())).SelectMany(f => f.Scored).ToArray(), what);
        foreach ((float[] fitted, _) in folds)
        {
            Assert.IsLessThanOrEqualTo(Count - Count / Folds, fitted.Intersect(all).Count(), what);
            Assert.AreEqual(isAugmented, fitted.Except(all).Any(), what);
        }
    }

    private static void Run(string around, IEstimator<ITransformer> estimator, IDataView rows)
    {
        if (around == "threshold")
            _mlContext.Ple.TunedThreshold(estimator, new TunedThresholdOptions { LabelColumnName = "Target", Folds = Folds, Seed = 1 }).Fit(rows).Dispose();
        else if (around == "best")
            _mlContext.Ple.BestClassifier(new BestClassifierOptions { LabelColumnName = "Target", TargetColumnName = "Target", Candidates = [new("one", estimator)], Folds = Folds, Seed = 1 }).Fit(rows).Dispose();
        else if (around == "prior")
            _mlContext.Ple.PriorCorrected(estimator, labelColumnName: "Target", seed: 1).Fit(rows).Dispose();
        else
            Assert.HasCount(Folds, _mlContext.Ple.StratifiedCrossValidate(rows, estimator, "Target", Folds, evaluation: new() { LabelColumnName = "Target", Resamples = 0 }, seed: 1));
    }

    private static IEstimator<ITransformer> Wrapped(string wrapper, WatchedEstimator watched)
    {
        AugmentationOptions Added(SamplingStrategy strategy) => new()
        {
            LabelColumnName = "Target", Strategy = strategy, ExcludedColumnNames = ["Group", "Kind"], Seed = 1,
            Sampler = new PlausibleSampling(new GeneratorSampling { Trainer = new() { Model = new SequentialTreesOptions() } }),
        };
        return wrapper switch
        {
            "plausible rows" => _mlContext.Ple.Augmented(watched, Added(SamplingStrategy.OneToThree)),
            "all classes" => _mlContext.Ple.Augmented(watched, Added(SamplingStrategy.All())),
            "under-sampled" => _mlContext.Ple.UnderSampled(watched, "Target", majorityToMinority: 2, seed: 1),
            "class weights" => _mlContext.Ple.ClassWeighted(watched, "Target"),
            "bagging" => _mlContext.Ple.BalancedBagging(watched, "Target", bags: 3, seed: 1),
            "blend" => _mlContext.Ple.Blend(watched, watched),
            "prior corrected" => _mlContext.Ple.PriorCorrected(_mlContext.Ple.UnderSampled(watched, "Target", seed: 1), fittedPrevalence: 0.5, "Target"),
            _ => watched,
        };
    }

    private static EstimatorChain<ITransformer> Learner(string? weight) => new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", "X", "Y"))
        .Append<ITransformer>(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Target", exampleWeightColumnName: weight));

    private static IDataView Rows()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(3);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Count).Select(i => new Row
        {
            X = (float)Normal.Sample(random, i % 6 == 0 ? 1.3 : 0, 1), Y = (float)Normal.Sample(random, i % 6 == 0 ? 1 : 0, 1), Target = i % 6 == 0, Group = $"g{i / 4}", Kind = (i % 6) switch { 0 => "rare", 1 or 2 => "other", _ => "common" },
        }).ToArray());
    }

    private sealed class Row
    {
        public float X { get; set; }

        public float Y { get; set; }

        public bool Target { get; set; }

        public string Group { get; set; } = "";

        public string Kind { get; set; } = "";
    }
}

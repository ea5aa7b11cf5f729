using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Validation;

[TestClass]
public class TunedThresholdTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Saved, loaded and served one by one, a row is positive where its probability reaches the cut; the report says the same.</summary>
    [TestMethod]
    public void PredictedLabelFollowsTheCut()
    {
        IDataView training = Rows(600, seed: 1), test = Rows(300, seed: 2);
        using TunedThresholdTransformer tuned = _mlContext.Ple.TunedThreshold(Learner(), ThresholdGoal.F1).Fit(training);
        Assert.IsInRange(0.02, 0.6, tuned.Cut);
        ITransformer loaded = SavedModel.Load(SavedModel.Save(_mlContext, tuned, training.Schema));
        Assert.IsInstanceOfType<TransformerChain<ITransformer>>(loaded);
        foreach (ITransformer model in new ITransformer[] { tuned, loaded })
        {
            Scored[] scored = [.. _mlContext.Data.CreateEnumerable<Scored>(model.Transform(test), reuseRowObject: false)];
            Assert.IsTrue(scored.All(s => s.PredictedLabel == s.Probability >= (float)tuned.Cut));
            Assert.IsTrue(scored.Any(s => s.PredictedLabel && s.Probability < 0.5f));
        }
        using var engine = _mlContext.Model.CreatePredictionEngine<Row, Scored>(loaded);
        Scored one = engine.Predict(new Row { X = 2.5f, Y = 2.5f });
        Assert.AreEqual(one.Probability >= (float)tuned.Cut, one.PredictedLabel);

        ClassificationReport plain = _mlContext.Ple.EvaluateClassification(Learner().Fit(training).Transform(test)), cut = _mlContext.Ple.EvaluateClassification(tuned.Transform(test));
        Assert.IsGreaterThan(plain[ClassMetric.F1].Value, cut[ClassMetric.F1].Value);
        Assert.AreEqual(plain[ClassMetric.AveragePrecision].Value, cut[ClassMetric.AveragePrecision].Value, 1e-12);
    }

    /// <summary>No held-out row is among the rows that a fold's model is fitted to, nor are rows that augmentation adds among those that are scored.</summary>
    [TestMethod]
    public void NothingLeaksIntoAFold()
    {
        IDataView rows = Rows(200, seed: 3);
        float[] all = [.. rows.GetColumn<float>("X")];
        var seen = new List<(float[] Fitted, float[] Scored)>();
        var watched = new WatchedEstimator(Learner(), "X", (fitted, scored) => seen.Add((fitted, scored)));
        using TunedThresholdTransformer _ = _mlContext.Ple.TunedThreshold(_mlContext.Ple.Augmented(watched, new AugmentationOptions { Sampler = new SmoteSampling(), Seed = 1 }),
            new TunedThresholdOptions { Folds = 4, Seed = 1 }).Fit(rows);
        var folds = seen.Where(s => s.Scored.Length is > 0 and < 200).ToArray();
        Assert.HasCount(4, folds);
        CollectionAssert.AreEquivalent(all, folds.SelectMany(f => f.Scored).ToArray());
        foreach ((float[] fitted, float[] scored) in folds)
        {
            Assert.IsEmpty(fitted.Intersect(scored));
            Assert.HasCount(150, fitted.Intersect(all));
            Assert.IsGreaterThan(150, fitted.Length); // new rows are there, and in no fold that is scored
        }
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        string Message(IDataView rows, TunedThresholdOptions options, IEstimator<ITransformer>? learner = null)
            => Assert.Throws<Exception>(() => _mlContext.Ple.TunedThreshold(learner ?? Learner(), options).Fit(rows)).Message;
        StringAssert.Contains(Message(Rows(50, 1), new() { LabelColumnName = "Nothing" }), "Nothing");
        StringAssert.Contains(Message(Rows(50, 1), new() { ScoreColumnName = "Odds" }), "Odds");
        StringAssert.Contains(Message(_mlContext.Data.FilterByCustomPredicate<Row>(Rows(400, 1), row => row.Label), new()), "one class");
        StringAssert.Contains(Message(Rows(60, 1), new() { ScoreColumnName = "Y" }, _mlContext.Transforms.CustomMapping<Row, Noted>((row, noted) => noted.Y = row.X > 0 ? float.NaN : 1, null)), "NaN in a held-out row");
        StringAssert.Contains(Message(Rows(3, 1), new() { Folds = 5 }), "3 rows cannot be dealt to 5 folds");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.TunedThreshold(Learner(), new TunedThresholdOptions { Folds = 1 }));
    }

    private static EstimatorChain<ITransformer> Learner() => new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", "X", "Y"))
        .Append<ITransformer>(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression());

    private static IDataView Rows(int count, int seed)
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(seed);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i =>
        {
            bool rare = i % 10 == 0;
            return new Row { X = (float)MathNet.Numerics.Distributions.Normal.Sample(random, rare ? 1.3 : 0, 1), Y = (float)MathNet.Numerics.Distributions.Normal.Sample(random, rare ? 1.3 : 0, 1), Label = rare };
        }).ToArray());
    }

    private sealed class Row
    {
        public float X { get; set; }

        public float Y { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Noted
    {
        public float Y { get; set; }
    }

    private sealed class Scored
    {
        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Classifiers;

/// <summary>Three classes of which one is rare.</summary>
[TestClass]
public class ManyClassesTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Every default candidate gives probabilities of all classes; the chosen one is saved as a chain of ML.NET's own, and names the rare class more often than the largest probability does.</summary>
    [TestMethod]
    public void TheBestOfSeveralClassesIsFound()
    {
        IDataView rows = Rows(600, seed: 1), test = Rows(1500, seed: 2);
        using BestClassifierTransformer best = _mlContext.Ple.BestClassifier(new BestClassifierOptions { FitsEveryCandidate = true, Seed = 1 }).Fit(rows);
        Assert.IsTrue(best.Report.Candidates.All(c => c.Failure is null), string.Join("; ", best.Report.Candidates.Select(c => c.Failure)));
        Assert.HasCount(7, best.Report.Candidates);
        Assert.IsTrue(double.IsNaN(best.Cut));
        StringAssert.Contains(best.Report.Advice[1], "rare by ");
        foreach ((string name, TransformerChain<ITransformer> model) in best.Fitted)
        {
            CandidateResult held = best.Report.Candidates.Single(c => c.Name == name);
            ClassificationReport report = _mlContext.Ple.EvaluateClassification(model.Transform(test), new EvaluationOptions { Resamples = 0 });
            Assert.AreEqual(held.Metrics[ClassMetric.LogLoss], report[ClassMetric.LogLoss].Value, 0.1, name); // as held-out rows said
            Assert.AreEqual(held.Metrics[ClassMetric.BalancedAccuracy], report[ClassMetric.BalancedAccuracy].Value, 0.12, name);
            Assert.IsGreaterThan(0.6, report[ClassMetric.BalancedAccuracy].Value, name);
            Assert.AreEqual(1, report[ClassMetric.ProbabilityRatio].Value, 0.3, name);
            foreach (float[] p in model.Transform(test).GetColumn<float[]>("Score").Take(50))
                Assert.AreEqual(1, p.Sum(), 1e-5, name);
        }
        ITransformer loaded = SavedModel.Load(SavedModel.Save(_mlContext, best, rows.Schema));
        Assert.IsFalse(Flat((TransformerChain<ITransformer>)loaded).Any(t => t.GetType().Assembly == typeof(PleCatalog).Assembly));
        Scored[] scored = [.. _mlContext.Data.CreateEnumerable<Scored>(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(loaded.Transform(test)).Transform(loaded.Transform(test)), reuseRowObject: false)];
        double[] offsets = [.. best.Report.Candidates.Single(c => c.IsChosen).Offsets];
        string[] classes = [.. best.Report.Advice[1].Split(": ")[1].Split(". ")[0].Split(", ").Select(c => c.Split(' ')[0])];
        Assert.IsTrue(scored.All(s => s.PredictedLabel == classes[Enumerable.Range(0, 3).MaxBy(c => s.Score[c] * Math.Exp(offsets[c]))]));
        using var engine = _mlContext.Model.CreatePredictionEngine<Row, OneScored>(loaded);
        Assert.AreEqual(1, engine.Predict(new() { X = 1, Y = 1 }).Score.Sum(), 1e-5);
    }

    /// <summary>A table may have columns of the names that trainers give to what they add.</summary>
    [TestMethod]
    public void ColumnsNamedAsScoresAreLearntFrom()
    {
        IDataView rows = Rows(300, seed: 1);
        IDataView named = _mlContext.Transforms.CopyColumns("Score", "X").Append(_mlContext.Transforms.CopyColumns("Probability", "Y")).Append(_mlContext.Transforms.SelectColumns("Score", "Probability", "Label")).Fit(rows).Transform(rows);
        using BestClassifierTransformer best = _mlContext.Ple.BestClassifier(new BestClassifierOptions { FitsEveryCandidate = false, Seed = 1 }).Fit(named);
        Assert.IsTrue(best.Report.Candidates.All(c => c.Failure is null), string.Join("; ", best.Report.Candidates.Select(c => c.Failure)));
        Assert.IsLessThan(0.75, best.Report.Candidates.Single(c => c.IsChosen).Metrics[ClassMetric.LogLoss]);
    }

    /// <summary>Offsets that are known: probabilities are right, so that balanced accuracy wants equal priors; and a user's own estimator takes them.</summary>
    [TestMethod]
    public void OffsetsAreTunedForAnyEstimator()
    {
        IDataView rows = Rows(4000, seed: 3), test = Rows(4000, seed: 4);
        EstimatorChain<ITransformer> learner = Learner();
        using TunedOffsetsTransformer tuned = _mlContext.Ple.TunedOffsets(learner, ThresholdGoal.BalancedAccuracy).Fit(rows);
        string[] labels = [.. rows.GetColumn<string>("Label")];
        double Prior(string label) => Math.Log((double)labels.Length / labels.Count(l => l == label));
        double mean = new[] { "common", "other", "rare" }.Average(Prior);
        foreach (string label in new[] { "common", "other", "rare" })
            Assert.AreEqual(Prior(label) - mean, tuned.Offsets[label], 0.5, label);
        Assert.IsGreaterThan(tuned.PlainHeldOutValue + 0.05, tuned.HeldOutValue);
        ClassificationReport plain = _mlContext.Ple.EvaluateClassification(learner.Fit(rows).Transform(test)), shifted = _mlContext.Ple.EvaluateClassification(SavedModel.Load(SavedModel.Save(_mlContext, tuned, rows.Schema)).Transform(test));
        Assert.AreEqual(tuned.HeldOutValue, shifted[ClassMetric.BalancedAccuracy].Value, 0.04);
        Assert.IsGreaterThan(plain[ClassMetric.BalancedAccuracy].Value + 0.05, shifted[ClassMetric.BalancedAccuracy].Value);
        Assert.AreEqual(plain[ClassMetric.LogLoss].Value, shifted[ClassMetric.LogLoss].Value, 1e-9); // probabilities stay
        using TunedOffsetsTransformer accurate = _mlContext.Ple.TunedOffsets(learner, ThresholdGoal.Accuracy).Fit(rows);
        Assert.IsGreaterThanOrEqualTo(accurate.PlainHeldOutValue, accurate.HeldOutValue);
    }

    /// <summary>The search finds what an exhaustive one over a grid does not beat.</summary>
    [TestMethod]
    [DataRow(ClassMetric.Accuracy)]
    [DataRow(ClassMetric.BalancedAccuracy)]
    [DataRow(ClassMetric.F1)]
    public void TheSearchIsAsGoodAsAGrid(ClassMetric goal)
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(7);
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2)];
        double[][] odds = [.. Enumerable.Range(0, 3).Select(c => labels.Select(l => Math.Exp(MathNet.Numerics.Distributions.Normal.Sample(random, l == c ? 1.2 : 0, 1)) * (c == 0 ? 3 : 1)).ToArray())];
        double[][] probabilities = [.. odds.Select(o => o.Select((v, i) => v / odds.Sum(other => other[i])).ToArray())];
        double Value(double[] offsets) => new ClassifiedRows(3, -1, labels, ClassOffsets.Name(probabilities, offsets), null).Metrics()[(int)goal];
        double[] found = ClassOffsets.Find(goal, probabilities, labels);
        Assert.AreEqual(0, found.Sum(), 1e-9);
        double best = 0;
        for (double a = -3; a <= 3; a += 0.1)
        {
            for (double b = -3; b <= 3; b += 0.1)
                best = Math.Max(best, Value([0, a, b]));
        }
        Assert.IsGreaterThanOrEqualTo(best - 0.01, Value(found));
        Assert.IsGreaterThanOrEqualTo(Value([0, 0, 0]), Value(found));
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        string Message(IDataView rows, TunedThresholdOptions options, IEstimator<ITransformer>? learner = null) => Assert.Throws<Exception>(() => _mlContext.Ple.TunedOffsets(learner ?? Learner(), options).Fit(rows)).Message;
        StringAssert.Contains(Message(TwoClassTable.Make(_mlContext, 100), new()), "2 classes");
        StringAssert.Contains(Message(Rows(100, 1), new() { LabelColumnName = "Nothing" }), "Nothing");
        StringAssert.Contains(Message(Rows(100, 1), new() { ScoreColumnName = "Odds" }), "Odds");
        StringAssert.Contains(Message(Rows(100, 1), new(), _mlContext.Transforms.CopyColumns("Copy", "X")), "PredictedLabel");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.TunedOffsets(Learner(), ThresholdGoal.Youden)).Message, "of two classes");
    }

    private static EstimatorChain<ITransformer> Learner() => new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", "X", "Y"))
        .Append<ITransformer>(_mlContext.Transforms.Conversion.MapValueToKey("Target", "Label")).Append<ITransformer>(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Target"));

    private static IDataView Rows(int count, int seed)
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(seed);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i =>
        {
            double draw = random.NextDouble();
            string label = draw < 0.65 ? "common" : draw < 0.92 ? "other" : "rare";
            double x = label == "common" ? 0 : label == "other" ? 1.6 : 0.8, y = label == "rare" ? 1.8 : 0;
            return new Row { X = (float)MathNet.Numerics.Distributions.Normal.Sample(random, x, 1), Y = (float)MathNet.Numerics.Distributions.Normal.Sample(random, y, 1), Label = label };
        }).ToArray());
    }

    private static IEnumerable<ITransformer> Flat(TransformerChain<ITransformer> chain) => chain.SelectMany(t => t is TransformerChain<ITransformer> inner ? Flat(inner) : [t]);

    private sealed class Row
    {
        public float X { get; set; }

        public float Y { get; set; }

        public string Label { get; set; } = "";
    }

    private sealed class OneScored
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];

        public string PredictedLabel { get; set; } = "";
    }
}

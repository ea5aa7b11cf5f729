using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Classifiers;

[TestClass]
public class BestClassifierTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>The first candidate that is as good as any is taken, and its cut is laid. What a file gives back is a plain chain of ML.NET's.</summary>
    [TestMethod]
    public void TheFirstIsTakenWhereItIsAsGood()
    {
        IDataView rows = TwoClassTable.Make(_mlContext, 800);
        var told = new List<string>();
        using BestClassifierTransformer best = _mlContext.Ple.BestClassifier(new BestClassifierOptions { Seed = 1, Progress = new Told(told) }).Fit(rows);
        ClassifierReport report = best.Report;
        Assert.HasCount(10, report.Candidates);
        Assert.IsTrue(report.Candidates.All(c => c.Failure is null), string.Join("; ", report.Candidates.Select(c => c.Failure)));
        CandidateResult chosen = report.Candidates.Single(c => c.IsChosen);
        Assert.AreEqual(report.Candidates.First(c => c.Behind <= c.BehindError), chosen);
        Assert.IsLessThanOrEqualTo(chosen.BehindError, chosen.Behind);
        CollectionAssert.AreEquivalent(report.Candidates.Select(c => c.Name).ToArray(), told);
        Assert.AreEqual("whole numbers that only rise: an identifier", report.Profile.Columns.Single(c => c.Name == "Id").LeftOut);
        StringAssert.Contains(report.Advice[0], $"Take {chosen.Name}");
        StringAssert.Contains(report.Advice[1], "Call a row bad");
        StringAssert.Contains(report.ToMarkdown(), "| chosen |");
        StringAssert.Contains(report.ToHtml(), "<td>logistic regression</td>");
        Assert.HasCount(10, report.ToDataView(_mlContext).GetColumn<double>("LogLoss"));

        IDataView test = TwoClassTable.Make(_mlContext, 2000, seed: 2);
        ITransformer loaded = SavedModel.Load(SavedModel.Save(_mlContext, best, rows.Schema));
        Assert.IsInstanceOfType<TransformerChain<ITransformer>>(loaded);
        Assert.IsFalse(Flat((TransformerChain<ITransformer>)loaded).Any(t => t.GetType().Assembly == typeof(PleCatalog).Assembly));
        TwoClassTable.Scored[] scored = Rows(loaded.Transform(test));
        CollectionAssert.AreEqual(Rows(best.Transform(test)).Select(s => s.Probability).ToArray(), scored.Select(s => s.Probability).ToArray());
        Assert.IsTrue(scored.All(s => s.PredictedLabel == s.Probability >= (float)best.Cut));
        bool[] bad = [.. test.GetColumn<string>("Label").Select(l => l == "bad")];
        Assert.AreEqual(bad.Average(b => b ? 1.0 : 0), scored.Average(s => s.Probability), 0.03);
        double recall = scored.Zip(bad).Where(r => r.Second).Average(r => r.First.PredictedLabel ? 1.0 : 0), specificity = scored.Zip(bad).Where(r => !r.Second).Average(r => r.First.PredictedLabel ? 0 : 1.0);
        Assert.IsGreaterThan(0.7, (recall + specificity) / 2);
        using var engine = _mlContext.Model.CreatePredictionEngine<TwoClassTable.Row, TwoClassTable.Scored>(loaded);
        Assert.IsGreaterThan(0.5f, engine.Predict(new() { X = 4, Y = -3, Kind = "a" }).Probability);
    }

    /// <summary>Candidates of one's own, another metric and goal; the better one wins, and one that fails is named and left out.</summary>
    [TestMethod]
    public void CandidatesOfOnesOwnAreCompared()
    {
        IEstimator<ITransformer> By(params string[] columns) => new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.ReplaceMissingValues(columns.Select(c => new InputOutputColumnPair($"{c}.", c)).ToArray()))
            .Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", [.. columns.Select(c => $"{c}.")])).Append<ITransformer>(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Target"));
        using BestClassifierTransformer best = _mlContext.Ple.BestClassifier(new BestClassifierOptions
        {
            Candidates = [new("one number", By("Y")), new("broken", _mlContext.Transforms.CopyColumns("Copy", "Nowhere")), new("both numbers", By("X", "Y"))], Metric = ClassMetric.AveragePrecision, Goal = ThresholdGoal.F1,
            PositiveClass = "bad", FitsEveryCandidate = true, Seed = 1,
        }).Fit(TwoClassTable.Make(_mlContext, 1500));
        Assert.IsTrue(best.Report.Candidates.Single(c => c.Name == "both numbers").IsChosen);
        StringAssert.Contains(best.Report.Candidates.Single(c => c.Name == "broken").Failure, "Nowhere");
        CollectionAssert.AreEquivalent(new[] { "one number", "both numbers" }, best.Fitted.Keys.ToArray());
        Assert.IsTrue(best.Report.Candidates[0].Behind > best.Report.Candidates[0].BehindError);
    }

    /// <summary>A long table: candidates are compared on a part; with little time the chosen one is fitted to a part as well, and keeps the prevalence.</summary>
    [TestMethod]
    public void ALongTableIsComparedOnAPart()
    {
        IDataView rows = TwoClassTable.Make(_mlContext, 6000);
        using BestClassifierTransformer best = _mlContext.Ple.BestClassifier(new BestClassifierOptions { MostRowsCompared = 1000, Folds = 3, Seed = 1 }).Fit(rows);
        CollectionAssert.AreEqual(new[] { "blend of boosted trees and logistic regression", "blend of boosted trees, random forest and logistic regression", "logistic regression", "boosted trees", "random forest",
            "large boosted trees", "boosted trees with class weights", "boosted trees of an under-sampled table" }, best.Report.Candidates.Select(c => c.Name).ToArray());
        Assert.IsTrue(best.Report.Candidates.All(c => Math.Abs(c.Metrics[ClassMetric.ProbabilityRatio] - 1) < 0.2), string.Join("; ", best.Report.Candidates.Select(c => $"{c.Name} {c.Metrics[ClassMetric.ProbabilityRatio]}")));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.BestClassifier(new BestClassifierOptions { BudgetSeconds = 1e-9, Seed = 1 }).Fit(rows)).Message, "the time is needed");

        var final = new FinalFit(_mlContext, ((IHostEnvironment)_mlContext).Register("test"), new BestClassifierOptions { LabelColumnName = "Label", TargetColumnName = "Target", Folds = 3 }, new Budget(100), seed: 1);
        IDataView prepared = _mlContext.Transforms.Conversion.MapValue("Target", [new KeyValuePair<string, bool>("bad", true), new("good", false)], "Label").Fit(rows).Transform(rows);
        var target = new ClassTarget(prepared, [.. prepared.GetColumn<bool>("Target").Select(t => t ? 1 : 0)], ["good", "bad"]);
        var candidate = new ClassifierCandidate("logistic", new EstimatorChain<ITransformer>().Append<ITransformer>(_mlContext.Transforms.Concatenate("Features", "X")).Append<ITransformer>(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression("Target")));
        (ITransformer model, string? part) = final.Fit(target, compared: 100, new CandidateResult("logistic", seconds: 5, failure: null), [candidate]); // 100 s pay for 2,667 of 6,000 rows
        StringAssert.Contains(part, $"all {target.Counts[1]} rows");
        Assert.AreEqual(target.Labels.Average(), model.Transform(prepared).GetColumn<float>("Probability").Average(), 0.01);
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        string Message(IDataView rows, BestClassifierOptions options) => Assert.Throws<Exception>(() => _mlContext.Ple.BestClassifier(options).Fit(rows)).Message;
        IDataView rows = TwoClassTable.Make(_mlContext, 100);
        StringAssert.Contains(Message(rows, new() { LabelColumnName = "Nothing" }), "Nothing");
        StringAssert.Contains(Message(TwoClassTable.Make(_mlContext, 0), new()), "no rows");
        StringAssert.Contains(Message(_mlContext.Data.TakeRows(rows, 1), new()), "1 class");
        StringAssert.Contains(Message(rows, new() { LabelColumnName = "Kind", PositiveClass = "a" }), "3 classes");
        StringAssert.Contains(Message(rows, new() { LabelColumnName = "Kind", Goal = ThresholdGoal.Youden }), "of two classes");
        StringAssert.Contains(Message(rows, new() { PositiveClass = "ugly" }), "ugly");
        StringAssert.Contains(Message(rows, new() { TargetColumnName = "X" }), "'X'");
        StringAssert.Contains(Message(rows, new() { ExcludedColumnNames = ["X", "Y", "Kind"] }), "No column is left");
        StringAssert.Contains(Message(TwoClassTable.Make(_mlContext, 60, intercept: -9), new()), "class");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.BestClassifier(new BestClassifierOptions { Metric = ClassMetric.CalibrationSlope }));
        Assert.ThrowsExactly<ArgumentException>(() => _mlContext.Ple.BestClassifier(new BestClassifierOptions { Candidates = [] }));
    }

    private static TwoClassTable.Scored[] Rows(IDataView view) => [.. _mlContext.Data.CreateEnumerable<TwoClassTable.Scored>(view, reuseRowObject: false)];

    private static IEnumerable<ITransformer> Flat(TransformerChain<ITransformer> chain) => chain.SelectMany(t => t is TransformerChain<ITransformer> inner ? Flat(inner) : [t]);

    private sealed class Told(List<string> names) : IProgress<CandidateResult>
    {
        public void Report(CandidateResult value) => names.Add(value.Name);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Tests.Validation;

[TestClass]
public class ClassificationReportTests
{
    private const float Cut = 0.3f;
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>By a cut that is not one half: the report follows PredictedLabel.</summary>
    [TestMethod]
    public void TwoClassesAreMeasuredAsByScikitLearn() => Compare(_mlContext.Ple.EvaluateClassification(Binary()), "binary");

    [TestMethod]
    public void ThreeClassesAreMeasuredAsByScikitLearn() => Compare(_mlContext.Ple.EvaluateClassification(Multiclass()), "multi");

    /// <summary>Of 400 rows a share's interval is near that of the binomial distribution.</summary>
    [TestMethod]
    public void IntervalsAreThoseOfResampledRows()
    {
        MeasuredValue accuracy = _mlContext.Ple.EvaluateClassification(Binary(), new EvaluationOptions { Resamples = 2000, Seed = 3 })[ClassMetric.Accuracy];
        double half = 1.96 * Math.Sqrt(accuracy.Value * (1 - accuracy.Value) / ReferenceRow.All.Length);
        Assert.AreEqual(accuracy.Value - half, accuracy.Interval!.Lower, 0.006);
        Assert.AreEqual(accuracy.Value + half, accuracy.Interval.Upper, 0.006);
        ClassificationReport report = _mlContext.Ple.EvaluateClassification(Multiclass(), new EvaluationOptions { Resamples = 50, Seed = 3 });
        Assert.IsTrue(Enum.GetValues<ClassMetric>().All(m => report[m].Interval is { } i && i.Lower <= report[m].Value + 0.05 && i.Upper >= report[m].Value - 0.05));
    }

    [TestMethod]
    public void TheConfusionMatrixCountsWhatWasNamed()
    {
        ClassificationReport report = _mlContext.Ple.EvaluateClassification(Binary(), new EvaluationOptions { Resamples = 0 });
        int Count(bool truth, bool named) => ReferenceRow.All.Count(r => r.Truth == truth && r.Probability >= Cut == named);
        int yes = report.Classes.ToList().IndexOf(true);
        Assert.AreEqual(Count(true, true), report.Confusion[yes][yes]);
        Assert.AreEqual(Count(true, false), report.Confusion[yes][1 - yes]);
        Assert.AreEqual(Count(false, true), report.Confusion[1 - yes][yes]);
        Assert.AreEqual(true, report.PositiveClass);
        Assert.IsNull(report[ClassMetric.F1].Interval);
        StringAssert.Contains(report.ToMarkdown(), "| F1 | 0.55 |");
        Assert.HasCount(Enum.GetValues<ClassMetric>().Length, report.ToDataView(_mlContext).GetColumn<double>("Value"));
    }

    /// <summary>The rarer class is the positive one of text; probabilities may be absent.</summary>
    [TestMethod]
    public void TextAndRowsWithoutProbabilities()
    {
        IDataView rows = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new TextRow { Label = i < 5 ? "rare" : "often", PredictedLabel = i % 5 == 0 ? "rare" : i == 7 ? "other" : "often" }).ToArray());
        ClassificationReport report = _mlContext.Ple.EvaluateClassification(rows);
        Assert.AreEqual("rare", report.PositiveClass);
        Assert.AreEqual(0.2, report[ClassMetric.Recall].Value, 1e-12);
        Assert.IsTrue(double.IsNaN(report[ClassMetric.RocAuc].Value));
        Assert.AreEqual(1, report.Confusion.Sum(r => r[^1]));
        IDataView numbers = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new { Label = i < 5 ? 1f : 0, PredictedLabel = i < 4 ? 1f : 0 }).ToArray());
        Assert.AreEqual(0.8, _mlContext.Ple.EvaluateClassification(numbers, new EvaluationOptions { PositiveClass = 1 })[ClassMetric.Recall].Value, 1e-12); // a number is asked for by its value
        Assert.AreEqual("often", _mlContext.Ple.EvaluateClassification(rows, new EvaluationOptions { PositiveClass = "often" }).PositiveClass);
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        string Message(IDataView rows, EvaluationOptions options) => Assert.Throws<Exception>(() => _mlContext.Ple.EvaluateClassification(rows, options)).Message;
        StringAssert.Contains(Message(Binary(), new() { LabelColumnName = "None" }), "None");
        StringAssert.Contains(Message(Binary(), new() { ProbabilityColumnName = "Nowhere" }), "Nowhere");
        StringAssert.Contains(Message(Binary(), new() { PositiveClass = "maybe" }), "maybe");
        StringAssert.Contains(Message(Multiclass(), new() { ProbabilityColumnName = "Probability" }), "3 classes");
        StringAssert.Contains(Message(_mlContext.Data.LoadFromEnumerable(new[] { new BinaryRow { Probability = 1.5f }, new BinaryRow { Label = true } }), new()), "1.5 in row 0");
        StringAssert.Contains(Message(_mlContext.Data.LoadFromEnumerable(new[] { new TextRow { Label = "a" }, new TextRow() }), new()), "missing in row 1");
        StringAssert.Contains(Message(_mlContext.Data.LoadFromEnumerable(Array.Empty<BinaryRow>()), new()), "no rows");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.EvaluateClassification(Binary(), new EvaluationOptions { Level = 1 }));
    }

    private static void Compare(ClassificationReport report, string kind)
    {
        Dictionary<string, double> expected = ReferenceRow.Metrics(kind);
        foreach (ClassMetric metric in Enum.GetValues<ClassMetric>())
            Assert.AreEqual(expected[$"{metric}"], report[metric].Value, metric == ClassMetric.CalibrationSlope ? 1e-6 : 1e-9, $"{metric}"); // the slope's solver there stops at 1e-7
    }

    private static IDataView Binary() => _mlContext.Data.LoadFromEnumerable(ReferenceRow.All.Select(r => new BinaryRow { Label = r.Truth, Probability = r.Probability, PredictedLabel = r.Probability >= Cut }).ToArray());

    private static IDataView Multiclass() => _mlContext.Data.LoadFromEnumerable(ReferenceRow.All.Select(r => new MulticlassRow
    {
        Label = r.Class, PredictedLabel = r.Probabilities.Index().MaxBy(p => p.Item).Index, Score = r.Probabilities,
    }).ToArray());

    private sealed class BinaryRow
    {
        public bool Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Probability { get; set; }
    }

    private sealed class MulticlassRow
    {
        public int Label { get; set; }

        public int PredictedLabel { get; set; }

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public float Probability { get; set; }
    }

    private sealed class TextRow
    {
        public string Label { get; set; } = "";

        public string PredictedLabel { get; set; } = "";
    }
}

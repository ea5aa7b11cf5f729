using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Fairness;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Fairness;

[TestClass]
public class ClassImbalanceFairnessTests
{
    private const int Dimensions = 4;

    private static readonly float[][] _majority = GaussianRows.Make(new Random(1), 200, Dimensions);
    private static readonly float[][] _minority = GaussianRows.Make(new Random(2), 40, Dimensions, mean: 3, deviation: 0.5);
    private static readonly float[][] _third = GaussianRows.Make(new Random(3), 100, Dimensions, mean: -3);

    private readonly MLContext _ml = new(seed: 1);

    /// <summary>A shift of every feature by s has the Frechet distance s^2 times the dimensions, exactly.</summary>
    [TestMethod]
    public void KnowsTheAnswerForShiftedClasses()
    {
        FairnessReport report = Fit(Real()).Score(Generated());
        Assert.AreEqual(5, report.ImbalanceRatio);
        Assert.AreEqual("3", report.MajorityClass);
        Assert.AreEqual("6", report.MinorityClass);
        Assert.AreEqual(4 * 0.25, report["3"].Fid!.Value, 1e-5);
        Assert.AreEqual(4 * 1.0, report["6"].Fid!.Value, 1e-5);
        Assert.AreEqual(4, report.FairnessRatio!.Value, 1e-4);
        Assert.AreEqual(1 / report["6"].Fid, report["6"].Score);
        Assert.AreEqual(200, report["3"].RealRows);
        Assert.AreEqual(40, report["6"].GeneratedRows);
        Assert.AreEqual(200 / 240.0, report["3"].RealFrequency, 1e-15);
        Assert.AreEqual(40 / 240.0, report["6"].GeneratedFrequency, 1e-15);
        Assert.AreEqual(0, report.GeneratedRowsOfUnknownClass);
        Assert.IsTrue(report.FairnessRatioInterval is { Level: 0.95, Lower: > 0.5 and < 4, Upper: > 4 and < 40 }, report.FairnessRatioInterval?.ToString());
    }

    [TestMethod]
    public void ComparesAnyTwoOfSeveralClasses()
    {
        FairnessReport report = Fit(ClassTable.Of(_ml, ("3", _majority), ("6", _minority), ("8", _third)))
            .Score(ClassTable.Of(_ml, ("3", Shift(_majority, 0.5f)), ("6", Shift(_minority, 1)), ("8", Shift(_third, 2))));
        CollectionAssert.AreEqual(new[] { "3", "8", "6" }, report.Classes.Select(c => c.Name).ToArray());
        Assert.AreEqual(2.5, report.RowRatio("8", "6"));
        Assert.AreEqual(1 / 4.0, report.ScoreRatio("8", "6")!.Value, 1e-5);
        Assert.AreEqual(16, report.ScoreRatio("3", "8")!.Value, 1e-3);
        Assert.AreEqual(report.FairnessRatio, report.ScoreRatio("3", "6"));
        StringAssert.Contains(Assert.ThrowsExactly<KeyNotFoundException>(() => report["9"]).Message, "'3', '8', '6'");
    }

    [TestMethod]
    public void MajorityAndMinorityCanBeNamed()
    {
        FairnessReport report = _ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { MajorityClass = "6", MinorityClass = "3" })
            .Fit(Real()).Score(Generated());
        Assert.AreEqual(0.2, report.ImbalanceRatio, 1e-15);
        Assert.AreEqual(0.25, report.FairnessRatio!.Value, 1e-5);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void AClassWithoutRowsIsNotAvailable(int minorityRows)
    {
        IDataView generated = ClassTable.Of(_ml, ("3", _majority), ("6", _minority[..minorityRows]));
        FairnessReport report = Fit(Real()).Score(generated);
        Assert.HasCount(2, report.Classes);
        Assert.IsNull(report["6"].Fid);
        Assert.IsNull(report["6"].Score);
        Assert.AreEqual(minorityRows, report["6"].GeneratedRows);
        Assert.AreEqual(minorityRows / (200.0 + minorityRows), report["6"].GeneratedFrequency);
        Assert.IsNull(report.FairnessRatio);
        Assert.IsNull(report.FairnessRatioInterval);
        Assert.IsNull(report.ScoreRatio("6", "3"));
        double[] fids = [.. Fit(Real()).Transform(generated).GetColumn<double>("Fid")];
        Assert.IsTrue(double.IsFinite(fids[0]) && double.IsNaN(fids[1]));
    }

    [TestMethod]
    public void RowsOfAnUnknownClassAreCounted()
    {
        FairnessReport report = Fit(Real()).Score(ClassTable.Of(_ml, ("3", _majority), ("6", _minority), ("8", _third)));
        Assert.AreEqual(100, report.GeneratedRowsOfUnknownClass);
        Assert.AreEqual(100 / 340.0, report["8"].GeneratedFrequency);
        Assert.AreEqual(0, report["8"].RealRows);
        Assert.IsNull(report["8"].Fid);
        Assert.AreEqual(1, report.Classes.Sum(c => c.GeneratedFrequency), 1e-12);
    }

    [TestMethod]
    public void IdenticalRowsGiveNoRatio()
    {
        FairnessReport report = Fit(Real()).Score(Real());
        Assert.AreEqual(0, report["3"].Fid!.Value, 1e-9);
        Assert.AreEqual(0, report["6"].Fid!.Value, 1e-9);
        Assert.IsNull(report.FairnessRatio);
    }

    [TestMethod]
    public void RowsPerClassAreCapped()
    {
        var options = new ClassImbalanceFairnessOptions { RowsPerClass = 30, Seed = 5 };
        FairnessReport capped = _ml.Ple.ClassImbalanceFairness(options).Fit(Real()).Score(Generated());
        Assert.AreEqual(5, capped.ImbalanceRatio);
        Assert.AreEqual(200, capped["3"].GeneratedRows);
        Assert.AreEqual(1, capped["3"].Fid!.Value, 1e-5); // the same rows on both sides, shifted
        Assert.AreNotEqual(Fit(Real()).Score(Generated())["3"].Fid, capped["3"].Fid);
    }

    [TestMethod]
    public void TransformGivesTheSameAsRows()
    {
        ClassImbalanceFairnessTransformer transformer = Fit(Real());
        IDataView generated = ClassTable.Of(_ml, ("3", Shift(_majority, 1)), ("6", Shift(_minority, 1)), ("8", _third));
        FairnessReport report = transformer.Score(generated);
        IDataView table = transformer.Transform(generated);
        CollectionAssert.AreEqual(new[] { "3", "6", "8" }, table.GetColumn<string>("Class").ToArray());
        CollectionAssert.AreEqual(new[] { true, false, false }, table.GetColumn<bool>("IsMajority").ToArray());
        CollectionAssert.AreEqual(new[] { false, true, false }, table.GetColumn<bool>("IsMinority").ToArray());
        CollectionAssert.AreEqual(report.Classes.Select(c => c.RealRows).ToArray(), table.GetColumn<long>("RealRows").ToArray());
        CollectionAssert.AreEqual(report.Classes.Select(c => c.GeneratedRows).ToArray(), table.GetColumn<long>("GeneratedRows").ToArray());
        AssertColumn("RealFrequency", c => c.RealFrequency);
        AssertColumn("GeneratedFrequency", c => c.GeneratedFrequency);
        AssertColumn("Fid", c => c.Fid);
        AssertColumn("Kid", c => c.Scores?.Kid);
        AssertColumn("Coverage", c => c.Scores?.Coverage);
        AssertColumn("CorrectedFrequencyUpper", c => c.CorrectedFrequencyInterval.Upper);
        AssertColumn("DownstreamRecall", c => c.DownstreamRecall);
        AssertColumn("FairnessRatioByKid", _ => report.FairnessRatioByKid);
        AssertColumn("Score", c => c.Score);
        AssertColumn("ImbalanceRatio", _ => report.ImbalanceRatio);
        AssertColumn("FairnessRatio", _ => report.FairnessRatio);
        AssertColumn("FairnessRatioLower", _ => report.FairnessRatioInterval!.Lower);
        AssertColumn("FairnessRatioUpper", _ => report.FairnessRatioInterval!.Upper);
        Assert.AreEqual(table.Schema.ToString(), transformer.GetOutputSchema(generated.Schema).ToString());

        void AssertColumn(string name, Func<ClassFairness, double?> value)
            => CollectionAssert.AreEqual(report.Classes.Select(c => value(c) ?? double.NaN).ToArray(), table.GetColumn<double>(name).ToArray());
    }

    [TestMethod]
    public void SavesAndLoadsInAFreshContext()
    {
        var options = new ClassImbalanceFairnessOptions { RowsPerClass = 50, Resamples = 20, ConfidenceLevel = 0.8, Seed = 3, MajorityClass = "3" };
        ClassImbalanceFairnessTransformer fitted = _ml.Ple.ClassImbalanceFairness(options).Fit(Real());
        var loaded = (ClassImbalanceFairnessTransformer)SavedModel.Load(SavedModel.Save(_ml, fitted, Real().Schema));
        FairnessReport expected = fitted.Score(Generated()), actual = loaded.Score(Generated());
        Assert.AreEqual(expected.FairnessRatio, actual.FairnessRatio);
        Assert.AreEqual(JsonSerializer.Serialize(expected.FairnessRatioInterval), JsonSerializer.Serialize(actual.FairnessRatioInterval));
        Assert.AreEqual(expected["6"].RealRows, actual["6"].RealRows);
        Assert.AreEqual(expected.MinorityClass, actual.MinorityClass);
    }

    private IDataView Real() => ClassTable.Of(_ml, ("3", _majority), ("6", _minority));

    private IDataView Generated() => ClassTable.Of(_ml, ("3", Shift(_majority, 0.5f)), ("6", Shift(_minority, 1)));

    private ClassImbalanceFairnessTransformer Fit(IDataView real) => _ml.Ple.ClassImbalanceFairness("Features", "Label").Fit(real);

    private static float[][] Shift(float[][] rows, float by) => [.. rows.Select(row => row.Select(value => value + by).ToArray())];
}

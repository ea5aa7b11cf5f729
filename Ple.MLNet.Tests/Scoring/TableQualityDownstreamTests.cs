using Microsoft.ML;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Tests.Scoring;

[TestClass]
public class TableQualityDownstreamTests
{
    private const int Rows = 1000;

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void FreshRowsTeachWhatTrainingRowsDo()
    {
        TableQualityDownstream found = Report(MadeCustomers.Rows(Rows, 2)).Downstream!;
        Assert.AreEqual((Rows, Rows, true, "d"), (found.FittedRows, found.TestRows, found.IsTestedOnHeldOut, found.RarestClass));
        CollectionAssert.AreEquivalent(new[] { "a", "b", "c", "d" }, found.Recalls.Select(r => r.Class).ToArray());
        double error = Math.Sqrt(found.Recalls.Sum(r => .25 / r.Rows)) / 4; // of a mean of four recalls, at most
        Assert.AreEqual(found.TrainingBalancedAccuracy, found.SyntheticBalancedAccuracy, 4 * Math.Sqrt(2) * error);
        Assert.IsGreaterThan(.25 + 4 * error, found.TrainingBalancedAccuracy);
        Assert.AreEqual(found.Recalls.Average(r => r.Synthetic), found.SyntheticBalancedAccuracy, 1e-12);
    }

    [TestMethod]
    public void RowsWhoseClassesWereShuffledTeachNothing()
    {
        MadeCustomers.Row[] rows = MadeCustomers.Rows(Rows, 2);
        string[] classes = [.. rows.Select(r => r.Class)];
        new Random(3).Shuffle(classes);
        TableQualityDownstream found = Report([.. rows.Zip(classes, (r, c) => r with { Class = c })]).Downstream!;
        double error = Math.Sqrt(found.Recalls.Sum(r => .25 / r.Rows)) / 4;
        Assert.AreEqual(.25, found.SyntheticBalancedAccuracy, 4 * error);
        Assert.IsGreaterThan(found.SyntheticAveragePrecision, found.TrainingAveragePrecision);
    }

    [TestMethod]
    public void AClassThatIsNotMadeIsNotFound()
    {
        TableQualityDownstream found = Report(MadeCustomers.WithoutClass(Rows, 2)).Downstream!;
        Assert.AreEqual(0, found.Recalls.Single(r => r.Class == "d").Synthetic);
        Assert.AreEqual(0, found.SyntheticAveragePrecision);
    }

    [TestMethod]
    public void WithoutHeldOutRowsItSaysSo()
    {
        IDataView real = MadeCustomers.View(_ml, MadeCustomers.Rows(200, 1)), made = MadeCustomers.View(_ml, MadeCustomers.Rows(200, 2));
        TableQualityReport report = _ml.Ple.TableQuality(real, made, labelColumnName: "Class");
        Assert.IsFalse(report.Downstream!.IsTestedOnHeldOut);
        StringAssert.Contains(report.ToHtml(), "flatters");
        StringAssert.Contains(_ml.Ple.TableQuality(real, made, new() { LabelColumnName = "Class", ExcludedColumnNames = ["Class"] }).NotMeasured["Downstream"], "left out");
        IDataView many = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new { X = i % 7f, Class = $"c{i % 25}" }).ToArray());
        StringAssert.Contains(_ml.Ple.TableQuality(many, many, labelColumnName: "Class").NotMeasured["Downstream"], "the label has 25");
    }

    private TableQualityReport Report(MadeCustomers.Row[] made)
        => _ml.Ple.TableQuality(MadeCustomers.View(_ml, MadeCustomers.Rows(Rows, 1)), MadeCustomers.View(_ml, made), MadeCustomers.View(_ml, MadeCustomers.Rows(Rows, 3)), "Class");
}

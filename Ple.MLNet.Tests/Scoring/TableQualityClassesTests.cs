using Microsoft.ML;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Tests.Scoring;

[TestClass]
public class TableQualityClassesTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void ClassesAreCountedWithIntervals()
    {
        TableQualityReport report = Report([600, 300, 100], [590, 310, 100]);
        TableQualityClass rare = report.Classes[2];
        Assert.AreEqual(("c2", 100L, 100L, 0.1, 0.1), (rare.Class, rare.TrainingRows, rare.SyntheticRows, rare.TrainingShare, rare.SyntheticShare));
        Assert.AreEqual(1, rare.PValue, 1e-9);
        Assert.AreEqual(0.0829, rare.TrainingInterval.Lower, 1e-4); // R: prop.test(100, 1000, correct = FALSE)
        Assert.AreEqual(0.1201, rare.TrainingInterval.Upper, 1e-4);
        Assert.IsFalse(report.Findings.Any(IsOfClasses));
    }

    [TestMethod]
    [DataRow(0, "No synthetic row is of class 'c2', which 5.0 % of the training rows have.")]
    [DataRow(2, "Of class 'c2' are 0.20 % of the synthetic rows and 5.0 % of the training rows: the class is all but lost.")]
    public void AClassWithoutRowsIsLost(int left, string text)
    {
        Finding found = Report([600, 350, 50], [600, 400 - left, left]).Findings.First(IsOfClasses);
        Assert.AreEqual((FindingKind.LostClass, "c2", text), (found.Kind, found.Subject, found.Text));
    }

    /// <summary>Of five rows none is expected too often to miss them.</summary>
    [TestMethod]
    public void AClassTooRareToBeMissedIsNotLost() => Assert.IsFalse(Report([600, 395, 5], [600, 400, 0]).Findings.Any(IsOfClasses));

    [TestMethod]
    public void AClassMadeTwiceAsOftenIsShifted()
    {
        Finding[] found = [.. Report([600, 350, 50], [570, 330, 100]).Findings.Where(IsOfClasses)];
        Assert.AreEqual((FindingKind.ShiftedClass, "c2"), (found.Single().Kind, found.Single().Subject));
    }

    /// <summary>Rows without a class, or of an unknown one, are rows all the same.</summary>
    [TestMethod]
    public void RowsWithoutAClassBelongToNone()
    {
        TableQualityReport report = Report([600, 300, 100, 0], [600, 300, 50, 50]);
        Assert.HasCount(3, report.Classes);
        Assert.AreEqual(0.05, report.Classes[2].SyntheticShare);
        Assert.AreEqual(950, report.Classes.Sum(c => c.SyntheticRows));
    }

    private TableQualityReport Report(int[] training, int[] synthetic) => _ml.Ple.TableQuality(Table(training, 1), Table(synthetic, 2), labelColumnName: "Label");

    private static bool IsOfClasses(Finding finding) => finding.Kind is FindingKind.LostClass or FindingKind.ShiftedClass;

    private IDataView Table(int[] sizes, int seed)
    {
        var random = new Random(seed);
        return _ml.Data.LoadFromEnumerable(sizes.SelectMany((size, c) => Enumerable.Range(0, size).Select(_ => new { Label = $"c{c}", X = random.NextSingle() })).ToArray());
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Augmentation;

namespace Ple.MLNet.Tests.Scoring;

[TestClass]
public class TableQualityTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void FreshRowsOfTheSameTableAreAsGoodAsReal()
    {
        TableQualityReport report = _ml.Ple.TableQuality(Table(1), Table(2), Against(Table(3)));
        Assert.AreEqual(.5, report.TwoSampleAuc!.Value, 4 * report.TwoSampleAucError!.Value);
        Assert.IsLessThan(.03, report.TwoSampleAucError!.Value);
        Assert.AreEqual(report.Duplicates.NaturalNear, report.Duplicates.Near, 4 * Math.Sqrt(2 * .05 * .95 / 1000));
        Assert.IsLessThan(.1, report.Columns.Max(c => c.Value));
        Assert.IsLessThan(.05, report.AssociationDifference!.Value);
        Assert.IsEmpty(report.Findings);
    }

    [TestMethod]
    public void ColumnsThatNoLongerDependOnEachOtherAreFound()
    {
        var random = new Random(4);
        ImbalancedTable.Row[] rows = [.. Rows(2)];
        string[] jobs = [.. rows.Select(r => r.Job)];
        string[] labels = [.. rows.Select(r => r.Label)];
        float[] x = [.. rows.Select(r => r.X)];
        random.Shuffle(jobs);
        random.Shuffle(labels);
        random.Shuffle(x);
        for (int i = 0; i < rows.Length; i++)
            (rows[i].Job, rows[i].Label, rows[i].X) = (jobs[i], labels[i], x[i]);
        TableQualityReport report = _ml.Ple.TableQuality(Table(1), _ml.Data.LoadFromEnumerable(rows), Against(Table(3)));
        Assert.IsLessThan(.1, report.Columns.Max(c => c.Value));
        Assert.IsGreaterThan(.8, report.TwoSampleAuc!.Value);
        Assert.IsGreaterThan(.1, report.AssociationDifference!.Value);
        StringAssert.Contains(report.WorstAssociation, " x ");
        Assert.IsGreaterThan(report.AssociationDifference!.Value, report.WorstAssociationDifference!.Value);
        Assert.AreEqual(FindingKind.Unlike, report.Findings.Single().Kind);
        StringAssert.StartsWith(report.Verdict, "Synthetic rows can be told from real ones with an AUC of .");
    }

    [TestMethod]
    public void CopiesAreCounted()
    {
        IDataView real = Table(1);
        IDataView copies = _ml.Ple.GenerateRows(real, new() { Sampler = new RandomOverSampling(), Strategy = SamplingStrategy.Auto, ExcludedColumnNames = ["Id"] });
        TableQualityReport report = _ml.Ple.TableQuality(real, copies, Against(Table(3)));
        Assert.AreEqual(1, report.Duplicates.Exact);
        Assert.AreEqual(1, report.Duplicates.Near);
        Assert.AreEqual(0, report.Duplicates.NaturalExact);
        Assert.AreEqual(.05, report.Duplicates.NaturalNear, .001);
        Assert.AreEqual(FindingKind.Copies, report.Findings[0].Kind);
        StringAssert.StartsWith(report.Findings[0].Text, "100.0 % of the synthetic rows are exact copies");
        StringAssert.Contains(report.Verdict, report.Findings[0].Text);
        Finding lost = report.Findings.Single(f => f.Kind == FindingKind.LostClass);
        Assert.AreEqual("class0", lost.Subject);
        StringAssert.StartsWith(lost.Text, "No synthetic row is of class 'class0'");
        Assert.IsTrue(report.Findings.Any(f => f.Kind == FindingKind.Disclosure));
    }

    [TestMethod]
    public void OneColumnThatMovedIsFoundInThatColumn()
    {
        IDataView moved = _ml.Data.LoadFromEnumerable(Rows(2).Select(r =>
        {
            r.X += .75f;
            return r;
        }));
        TableQualityReport report = _ml.Ple.TableQuality(Table(1), moved, Against(Table(3)));
        TableQualityColumn worst = report.Columns.MaxBy(c => c.Value)!;
        Assert.AreEqual("X", worst.Column);
        Assert.AreEqual("KolmogorovSmirnov", worst.Metric);
        Assert.AreEqual("TotalVariation", report.Columns.Single(c => c.Column == "Job").Metric);
    }

    [TestMethod]
    public void DistancesOfColumnsAreTheTextbookOnes()
    {
        Assert.AreEqual(.5, TableQualityMarginals.KolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]));
        Assert.AreEqual(.25, TableQualityMarginals.KolmogorovSmirnov([double.NaN, 2, 3, 4], [1, 2, 3, 4]));
        Assert.AreEqual(0, TableQualityMarginals.KolmogorovSmirnov([1, 1, 2], [1, 1, 2]));
        Assert.AreEqual(.5, TableQualityMarginals.TotalVariation([0, 0, 1, double.NaN], [0, 0, 2, 2]));
        Assert.AreEqual(1, TableQualityAssociations.CramersV([0, 1, 0, 1], [1, 0, 1, 0], 2, 2), 1e-12);
        Assert.AreEqual(0, TableQualityAssociations.CramersV([0, 0, 1, 1], [0, 1, 0, 1], 2, 2), 1e-12);
        Assert.AreEqual(0, TableQualityAssociations.CramersV([0, 0, 0], [0, 1, 0], 1, 2));
        Assert.AreEqual(.875, Ranking.AreaUnderCurve([1, 2, 2, 3], [false, false, true, true]));
    }

    [TestMethod]
    public void ReportIsATableAndAPage()
    {
        TableQualityReport report = _ml.Ple.TableQuality(Table(1), Table(2), Table(3), "Label");
        IDataView view = report.ToDataView(_ml);
        CollectionAssert.AreEqual(new[] { "Metric", "Column", "Value" }, view.Schema.Select(c => c.Name).ToArray());
        Assert.AreEqual(report.TwoSampleAuc!.Value, view.GetColumn<double>("Value").First());
        CollectionAssert.IsSubsetOf(new[] { "TrainingShare", "MembershipAuc", "SinglingOutRisk", "SyntheticRecall", "ExactDuplicates" }, view.GetColumn<string>("Metric").ToArray());
        StringAssert.Contains(report.ToMarkdown(), $"{report.SyntheticRows} synthetic rows against {report.ReferenceRows} real ones.");
        StringAssert.Contains(report.ToMarkdown(), "| TotalVariation | Job | ");
    }

    [TestMethod]
    public void BadInputIsNamed()
    {
        IDataView real = Table(1);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.TableQuality(real, real, labelColumnName: "Nope")).Message, "'Nope'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.TableQuality(real, _ml.Transforms.DropColumns("Job").Fit(real).Transform(real))).Message, "'Job'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.TableQuality(real, _ml.Data.SkipRows(real, 5000))).Message, "no rows");
        Assert.AreEqual("MaximumRows", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.TableQuality(Table(1), Table(2), new TableQualityOptions { MaximumRows = 99 })).ParamName);
        TableQualityReport few = _ml.Ple.TableQuality(real, _ml.Data.TakeRows(real, 10));
        Assert.IsTrue(few.TwoSampleAuc is null);
        Assert.AreEqual(1, few.Findings.Count(f => f.Kind == FindingKind.TooFewRows));
        StringAssert.Contains(few.NotMeasured["TwoSampleAuc"], "20 rows");
    }

    private static TableQualityOptions Against(IDataView heldOut) => new()
    {
        ExcludedColumnNames = ["Id"],
        LabelColumnName = "Label",
        HeldOut = heldOut,
    };

    private static IEnumerable<ImbalancedTable.Row> Rows(int seed) => ImbalancedTable.Rows([700, 250, 250], seed);

    private IDataView Table(int seed) => _ml.Data.LoadFromEnumerable(Rows(seed).ToArray());
}

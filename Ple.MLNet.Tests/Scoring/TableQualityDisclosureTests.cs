using Microsoft.ML;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Scoring;

[TestClass]
public class TableQualityDisclosureTests
{
    private const int Rows = 400, Tables = 24;

    private readonly MLContext _ml = new(1);

    /// <summary>Rows that have seen no training row know nothing of it.</summary>
    [TestMethod]
    public void FreshRowsDiscloseNothing()
    {
        var membership = new List<TableQualityMembership>();
        var singlingOut = new List<TableQualitySinglingOut>();
        for (int seed = 1; seed <= Tables; seed++)
        {
            (IReadOnlyList<TableQualityMembership> known, IReadOnlyList<TableQualitySinglingOut> singled) = Attack(MadeCustomers.Rows(Rows, 10 * seed), MadeCustomers.Rows(Rows, 10 * seed + 1), seed);
            membership.AddRange(known);
            singlingOut.AddRange(singled);
        }
        foreach (IGrouping<string, TableQualityMembership> attack in membership.GroupBy(m => m.Attack))
        {
            Assert.AreEqual(.5, attack.Average(m => m.Auc), 4 * attack.First().AucError / Math.Sqrt(Tables), attack.Key);
            Assert.AreEqual(1.0, attack.Average(m => (m.Auc - .5) * (m.Auc - .5) / (m.AucError * m.AucError)), 4 * Math.Sqrt(2.0 / Tables), "the error is right");
        }
        foreach (IGrouping<string, TableQualitySinglingOut> attack in singlingOut.GroupBy(s => s.Attack))
        {
            double mean = attack.Average(s => s.Risk), deviation = Math.Sqrt(attack.Average(s => (s.Risk - mean) * (s.Risk - mean)));
            Assert.AreEqual(0, mean, 4 * deviation / Math.Sqrt(attack.Count()), attack.Key);
        }
    }

    [TestMethod]
    public void CopiesAreKnownAndSingledOut()
    {
        MadeCustomers.Row[] training = MadeCustomers.Rows(Rows, 1);
        (IReadOnlyList<TableQualityMembership> known, IReadOnlyList<TableQualitySinglingOut> singled) = Attack(training, MadeCustomers.Copies(training, Rows, 2), 1);
        CollectionAssert.AreEqual(new[] { "Distance", "DensityRatio" }, known.Select(m => m.Attack).ToArray());
        Assert.IsTrue(known.All(m => m.Auc > .7 && m.TruePositiveRate > .5 && m.FalsePositiveRate == .05 && m.Rows == Rows / 2), string.Join("; ", known));
        TableQualitySinglingOut multivariate = singled.Single(s => s.Attack == "Multivariate");
        Assert.IsGreaterThan(.2, multivariate.Risk);
        Assert.IsGreaterThan(0, multivariate.RiskInterval.Lower);
        Assert.AreEqual((multivariate.Training - multivariate.Control) / (1 - multivariate.Control), multivariate.Risk, 1e-12);
    }

    /// <summary>Nine rows of ten lie close together, where nothing leaks; the others are far apart, and synthetic ones lie around those that were trained on: farther from them than any two of the many.</summary>
    [TestMethod]
    public void TheRatioOfDensitiesFindsALeakThatTheDistanceHardlySees()
    {
        var random = new Random(5);
        Point[] training = [.. Enumerable.Range(0, Rows).Select(_ => Fresh())], heldOut = [.. Enumerable.Range(0, Rows).Select(_ => Fresh())];
        Point[] made = [.. training.Select(p => p.IsFar ? new Point(p.X + 2 * random.NextSingle(), p.Y + 2 * random.NextSingle(), true) : Fresh(isFar: false))];
        (TableEncoding encoding, FieldTable rows) = TableEncoder.Fit(_ml, _ml.Data.LoadFromEnumerable(training), new(), int.MaxValue);
        IReadOnlyList<TableQualityMembership> known = MembershipInference.Of(encoding, rows, Load(made), Load(heldOut), most: Rows);
        Assert.IsGreaterThan(known.Single(m => m.Attack == "Distance").TruePositiveRate + .03, known.Single(m => m.Attack == "DensityRatio").TruePositiveRate);

        Point Fresh(bool? isFar = null) => isFar ?? random.Next(10) == 0 ? new(1000 * random.NextSingle(), 1000 * random.NextSingle(), true) : new(random.NextSingle(), random.NextSingle(), false);
        FieldTable Load(Point[] points) => FieldTable.Load(_ml, _ml.Data.LoadFromEnumerable(points), encoding);
    }

    [TestMethod]
    public void WithoutHeldOutRowsTheReasonIsStated()
    {
        IDataView real = MadeCustomers.View(_ml, MadeCustomers.Rows(Rows, 1)), made = MadeCustomers.View(_ml, MadeCustomers.Rows(Rows, 2));
        TableQualityReport report = _ml.Ple.TableQuality(real, made);
        Assert.IsNull(report.Membership);
        Assert.IsNull(report.SinglingOut);
        Assert.IsNull(report.Downstream);
        CollectionAssert.AreEquivalent(new[] { "Membership", "SinglingOut", "Downstream", "Classes" }, report.NotMeasured.Keys.ToArray());
        StringAssert.Contains(report.NotMeasured["Membership"], "HeldOut");
        Assert.IsEmpty(report.Findings);

        TableQualityReport few = _ml.Ple.TableQuality(real, made, _ml.Data.TakeRows(real, 99));
        Assert.IsNull(few.Membership);
        Assert.IsTrue(few.Findings.Any(f => f.Kind == FindingKind.TooFewRows && f.Text.Contains("99 held-out rows", StringComparison.Ordinal)));
    }

    private (IReadOnlyList<TableQualityMembership> Membership, IReadOnlyList<TableQualitySinglingOut> SinglingOut) Attack(MadeCustomers.Row[] training, MadeCustomers.Row[] made, int seed)
    {
        (TableEncoding encoding, FieldTable rows) = TableEncoder.Fit(_ml, MadeCustomers.View(_ml, training), new() { Seed = seed }, int.MaxValue);
        FieldTable synthetic = FieldTable.Load(_ml, MadeCustomers.View(_ml, made), encoding), heldOut = FieldTable.Load(_ml, MadeCustomers.View(_ml, MadeCustomers.Rows(Rows, 10 * seed + 5)), encoding);
        return (MembershipInference.Of(encoding, rows, synthetic, heldOut, Rows), SinglingOut.Of(encoding, rows, synthetic, heldOut, Rows));
    }

    private sealed record Point(float X, float Y, bool IsFar);
}

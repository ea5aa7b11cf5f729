using Microsoft.ML;
using Ple.MLNet.Reports;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>Columns that say nothing or too much are named, not thrown at the user.</summary>
[TestClass]
public class TableQualityColumnsTests
{
    private const int Rows = 300;

    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow("Constant", "the same value in every training row", true)]
    [DataRow("ConstantText", "the same value in every training row", true)]
    [DataRow("Missing", "is missing in every training row", true)]
    [DataRow("MissingText", "is missing in every training row", true)]
    [DataRow("Date", "points of time", false)]
    [DataRow("DateText", "dates as text", false)]
    [DataRow("Id", "numbers the rows", false)]
    [DataRow("Code", "names the rows", false)]
    [DataRow("Street", "more than 100 different values", false)]
    public void AColumnThatSaysNothingOrTooMuchIsNamed(string column, string reason, bool isCompared)
    {
        TableQualityReport report = Report(Table(1, "X", column), Table(2, "X", column), Table(3, "X", column));
        Finding finding = report.Findings.Single();
        Assert.AreEqual((FindingKind.UnusableColumn, column), (finding.Kind, finding.Subject));
        StringAssert.Contains(finding.Text, $"Column '{column}'");
        StringAssert.Contains(finding.Text, reason);
        Assert.AreEqual(isCompared, report.Columns.Any(c => c.Column == column));
        StringAssert.StartsWith(report.Verdict, "Nothing was found");
    }

    [TestMethod]
    [DataRow("Constant")]
    [DataRow("MissingText")]
    public void ATableOfOneSuchColumnIsCompared(string column)
    {
        TableQualityReport report = Report(Table(1, column), Table(2, column), Table(3, column));
        Assert.AreEqual(.5, report.TwoSampleAuc);
        Assert.AreEqual(FindingKind.UnusableColumn, report.Findings.Single().Kind);
    }

    [TestMethod]
    [DataRow("Id")]
    [DataRow("Date")]
    public void ATableWithNothingElseIsAnError(string column)
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Report(Table(1, column), Table(2, column), Table(3, column))).Message, $"No column can be compared. Column '{column}'");

    /// <summary>Few different rows are told apart by their frequencies.</summary>
    [TestMethod]
    public void ATableOfFewDifferentRowsIsCompared()
    {
        IDataView often = Categories(150), rare = Categories(50);
        Assert.IsGreaterThan(.6, Report(often, rare, often).TwoSampleAuc!.Value);
        Assert.AreEqual(.5, Report(often, Categories(150), often).TwoSampleAuc!.Value, .1);

        IDataView Categories(int first) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new { Kind = i < first ? "first" : "second" }).ToArray());
    }

    private TableQualityReport Report(IDataView real, IDataView synthetic, IDataView heldOut) => _ml.Ple.TableQuality(real, synthetic, heldOut);

    private IDataView Table(int seed, params string[] columns)
    {
        var random = new Random(seed);
        IDataView all = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new Row
        {
            X = random.NextSingle(),
            Date = new DateTime(2020, 1, 1).AddDays(random.Next(1000)),
            DateText = new DateTime(2020, 1, 1).AddDays(random.Next(1000)).ToString("yyyy-MM-dd"),
            Id = i,
            Code = $"c{random.Next(1_000_000)}",
            Street = $"s{random.Next(150)}",
        }).ToArray());
        return _ml.Transforms.SelectColumns(columns).Fit(all).Transform(all);
    }

    private sealed class Row
    {
        public float X { get; set; }

        public float Constant { get; set; } = 5;

        public string ConstantText { get; set; } = "a";

        public float Missing { get; set; } = float.NaN;

        public string MissingText { get; set; } = "";

        public DateTime Date { get; set; }

        public string DateText { get; set; } = "";

        public int Id { get; set; }

        public string Code { get; set; } = "";

        public string Street { get; set; } = "";
    }
}

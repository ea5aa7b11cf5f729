using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.Tests.Scoring;

[TestClass]
public class TableQualityReportTests
{
    private static readonly MLContext _ml = new(1);

    private static readonly TableQualityReport _report = _ml.Ple.TableQuality(View(MadeCustomers.Rows(300, 1)), View(MadeCustomers.WithoutClass(300, 2)), View(MadeCustomers.Rows(300, 3)), "Class");

    [TestMethod]
    public void TheSummaryBeginsWithTheVerdict()
    {
        string[] lines = _report.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.AreEqual(_report.Verdict, lines[0]);
        StringAssert.StartsWith(_report.Verdict, "No synthetic row is of class 'd'");
        Assert.IsTrue(lines.Any(l => l.StartsWith("Two-sample AUC .", StringComparison.Ordinal)));
        Assert.IsLessThan(15, lines.Length);
    }

    [TestMethod]
    public void JsonHasEveryPropertyInAnyCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            using var json = JsonDocument.Parse(_report.ToJson());
            CollectionAssert.AreEquivalent(typeof(TableQualityReport).GetProperties().Select(p => p.Name).ToArray(), json.RootElement.EnumerateObject().Select(p => p.Name).ToArray());
            Assert.AreEqual(_report.Verdict, json.RootElement.GetProperty("Verdict").GetString());
            Assert.AreEqual("LostClass", json.RootElement.GetProperty("Findings")[0].GetProperty("Kind").GetString());
            Assert.AreEqual(_report.TwoSampleAuc!.Value, json.RootElement.GetProperty("TwoSampleAuc").GetDouble());
            Assert.AreEqual(_report.Classes[0].TrainingInterval.Upper, json.RootElement.GetProperty("Classes")[0].GetProperty("TrainingInterval").GetProperty("Upper").GetDouble());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void ANumberThatIsNoneIsNullInJson()
    {
        var report = new TableQualityReport { Columns = [new("X", "KolmogorovSmirnov", double.NaN)], Duplicates = new((0, 1), (0, 1), (0, 1), (0, 1)) };
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.AreEqual(JsonValueKind.Null, json.RootElement.GetProperty("Columns")[0].GetProperty("Value").ValueKind);
        Assert.AreEqual(JsonValueKind.Null, json.RootElement.GetProperty("TwoSampleAuc").ValueKind);
    }

    [TestMethod]
    public void PagesHaveTheVerdictAndEveryPart()
    {
        string page = _report.ToHtml("Customers & more"), markdown = _report.ToMarkdown();
        StringAssert.Contains(page, "<h1>Customers &amp; more</h1>");
        StringAssert.Contains(page, "No synthetic row is of class &#39;d&#39;");
        foreach (string heading in (string[])["Classes", "Disclosure", "Trained on synthetic rows, tested on real ones", "Columns"])
            StringAssert.Contains(page, $"<h2>{heading}</h2>");
        Assert.AreEqual(5, page.Split("<svg").Length);
        Assert.IsFalse(page.Contains("<script", StringComparison.Ordinal) || page.Contains("http", StringComparison.Ordinal));
        StringAssert.StartsWith(markdown, _report.Verdict);
        StringAssert.Contains(markdown, "> **LostClass.**");
        StringAssert.Contains(markdown, "| SyntheticRecall | d | 0 |");
    }

    private static IDataView View(MadeCustomers.Row[] rows) => MadeCustomers.View(_ml, rows);
}

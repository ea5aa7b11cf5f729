using System.Globalization;
using System.Text;
using Ple.MLNet.Reports;

namespace Ple.MLNet.Scoring;

/// <summary>A report as text: a summary and Markdown.</summary>
internal static class TableQualityText
{
    public static string Summary(TableQualityReport report)
    {
        var text = new StringBuilder(report.Verdict).AppendLine();
        if (report.TwoSampleAuc is { } auc)
            text.AppendLine(CultureInfo.InvariantCulture, $"Two-sample AUC {auc:.000} ± {report.TwoSampleAucError:.000}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Duplicates: {report.Duplicates}.");
        foreach (object part in (IEnumerable<object>)[.. report.Classes, .. report.Membership ?? [], .. report.SinglingOut ?? []])
            text.AppendLine(CultureInfo.InvariantCulture, $"{part}.");
        if (report.Downstream is { } downstream)
            text.AppendLine(CultureInfo.InvariantCulture, $"Downstream: {downstream}.");
        return text.ToString();
    }

    public static string Markdown(TableQualityReport report) => new ReportDocument(report.Verdict, report.Findings,
        [new("", ["metric", "column", "value"], [.. TableQualityRow.Of(report).Select(row => (string[])[row.Metric, row.Column, ReportDocument.Number(row.Value)])])])
    {
        Notes = [$"{report.SyntheticRows} synthetic rows against {report.ReferenceRows} real ones.", .. report.NotMeasured.Select(n => $"{n.Key} is not measured. {n.Value}")],
    }.ToMarkdown();
}

using System.Globalization;
using System.Text;

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

    public static string Markdown(TableQualityReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(report.Verdict).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.SyntheticRows} synthetic rows against {report.ReferenceRows} real ones.").AppendLine();
        foreach (var finding in report.Findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"> **{finding.Kind}.** {finding.Text}").AppendLine();
        foreach ((string name, string reason) in report.NotMeasured)
            text.AppendLine(CultureInfo.InvariantCulture, $"{name} is not measured. {reason}").AppendLine();
        text.AppendLine("| metric | column | value |").AppendLine("|---|---|---|");
        foreach (TableQualityRow row in TableQualityRow.Of(report))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Metric} | {row.Column.Replace("|", "\\|", StringComparison.Ordinal)} | {row.Value:0.####} |");
        return text.ToString();
    }
}

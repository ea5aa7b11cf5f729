using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ple.MLNet.Scoring;

/// <summary>A report as text: a summary, Markdown and JSON.</summary>
internal static class TableQualityText
{
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter(), new NumberOrNull() } };

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

    public static string Json(TableQualityReport report) => JsonSerializer.Serialize(report, _json);

    /// <summary>JSON has no number that is none.</summary>
    private sealed class NumberOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}

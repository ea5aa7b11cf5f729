using System.Globalization;
using System.Text;
using Microsoft.ML;

namespace Ple.MLNet.Scoring;

/// <summary>A synthetic table against a real one.</summary>
public sealed class TableQualityReport
{
    internal TableQualityReport()
    {
    }

    /// <summary>Rows compared: synthetic ones.</summary>
    public int SyntheticRows { get; internal init; }

    /// <summary>Rows compared: held-out ones where given, else the training rows.</summary>
    public int ReferenceRows { get; internal init; }

    /// <summary>Each column on its own.</summary>
    public IReadOnlyList<TableQualityColumn> Columns { get; internal init; } = [];

    /// <summary>
    /// Mean over pairs of columns of |V synthetic - V real|, V being Cramer's V with Bergsma's (2013) bias correction on categories, missing marks
    /// and tenths of numbers; 0 to 1. Null for a table of one column.
    /// </summary>
    public double? AssociationDifference { get; internal init; }

    /// <summary>The pair of columns that differs most, "A x B"; null without a pair.</summary>
    public string? WorstAssociation { get; internal init; }

    /// <summary>The difference of <see cref="WorstAssociation"/>; null without a pair.</summary>
    public double? WorstAssociationDifference { get; internal init; }

    /// <summary>Area under the ROC curve of a classifier that tells synthetic from real rows: .5 cannot, 1 always can. Null below 20 rows a side.</summary>
    public double? TwoSampleAuc { get; internal init; }

    /// <summary>Its standard error (Hanley and McNeil 1982); null below 20 rows a side.</summary>
    public double? TwoSampleAucError { get; internal init; }

    /// <summary>Copies of training rows.</summary>
    public TableQualityDuplicates Duplicates { get; internal init; } = null!;

    /// <summary>Classes of the label column that no synthetic row has; empty where no label was named.</summary>
    public IReadOnlyList<string> LostClasses { get; internal init; } = [];

    /// <summary>What a user should know, in plain words.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The report as a table: text columns Metric and Column (empty for the whole table), and Double column Value, NaN where a metric is not available.</summary>
    public IDataView ToDataView(MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Data.LoadFromEnumerable(Rows());
    }

    /// <summary>The report as a Markdown page.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{SyntheticRows} synthetic rows against {ReferenceRows} real ones.").AppendLine();
        foreach (string warning in Warnings)
            text.AppendLine(CultureInfo.InvariantCulture, $"> **Warning.** {warning}").AppendLine();
        text.AppendLine("| metric | column | value |").AppendLine("|---|---|---|");
        foreach (Row row in Rows())
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Metric} | {row.Column.Replace("|", "\\|", StringComparison.Ordinal)} | {row.Value:0.####} |");
        return text.ToString();
    }

    private IEnumerable<Row> Rows() =>
    [
        new("TwoSampleAuc", "", TwoSampleAuc ?? double.NaN),
        new("TwoSampleAucError", "", TwoSampleAucError ?? double.NaN),
        new("AssociationDifference", "", AssociationDifference ?? double.NaN),
        new("WorstAssociationDifference", WorstAssociation ?? "", WorstAssociationDifference ?? double.NaN),
        new("ExactDuplicates", "", Duplicates.Exact),
        new("NaturalExactDuplicates", "", Duplicates.NaturalExact),
        new("NearDuplicates", "", Duplicates.Near),
        new("NaturalNearDuplicates", "", Duplicates.NaturalNear),
        new("LostClasses", string.Join(", ", LostClasses), LostClasses.Count),
        .. Columns.Select(c => new Row(c.Metric, c.Column, c.Value)),
    ];

    private sealed record Row(string Metric, string Column, double Value);
}

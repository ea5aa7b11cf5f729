using Microsoft.ML;
using Ple.MLNet.Reports;

namespace Ple.MLNet.Scoring;

/// <summary>A synthetic table against a real one.</summary>
public sealed class TableQualityReport
{
    internal TableQualityReport()
    {
    }

    /// <summary>The whole in a sentence or two: the gravest finding, or that nothing was found against the synthetic rows at these sizes.</summary>
    public string Verdict => TableQualityFindings.Verdict(this);

    /// <summary>What a user should know, gravest first: copies and disclosure, classes, what tells rows apart; then what could not be judged, and columns that say nothing.</summary>
    public IReadOnlyList<Finding> Findings { get; internal set; } = [];

    /// <summary>Rows compared: synthetic ones.</summary>
    public int SyntheticRows { get; internal init; }

    /// <summary>Rows compared: training ones.</summary>
    public int TrainingRows { get; internal init; }

    /// <summary>Rows compared: held-out ones; null without any.</summary>
    public int? HeldOutRows { get; internal init; }

    /// <summary>Rows that synthetic ones are compared with: held-out ones where given, else the training rows.</summary>
    public int ReferenceRows => HeldOutRows ?? TrainingRows;

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

    /// <summary>Area under the ROC curve of a classifier that tells synthetic from real rows: .5 cannot, 1 always can. Where a label was named, among as many rows of each class on both sides: that
    /// classes are more or less frequent is said by <see cref="Classes"/>. Null below 20 rows a side.</summary>
    public double? TwoSampleAuc { get; internal init; }

    /// <summary>Its standard error (Hanley and McNeil 1982); null below 20 rows a side.</summary>
    public double? TwoSampleAucError { get; internal init; }

    /// <summary>Copies of training rows.</summary>
    public TableQualityDuplicates Duplicates { get; internal init; } = null!;

    /// <summary>How often each class of the label column is made; empty where no label was named.</summary>
    public IReadOnlyList<TableQualityClass> Classes { get; internal init; } = [];

    /// <summary>Attacks that guess who was in the training data; null without held-out rows, or with fewer than 100 held-out or training rows. They take held-out rows that come from where the training
    /// rows come from, by a random split: of a later year, say, they are unlike the training rows for reasons that are no leak.</summary>
    public IReadOnlyList<TableQualityMembership>? Membership { get; internal init; }

    /// <summary>Attacks that single out training rows; null where <see cref="Membership"/> is, and empty where no predicate was found.</summary>
    public IReadOnlyList<TableQualitySinglingOut>? SinglingOut { get; internal init; }

    /// <summary>Trained on synthetic rows, tested on real ones; null without a label, with fewer than 2 or more than 20 classes, or too few rows.</summary>
    public TableQualityDownstream? Downstream { get; internal init; }

    /// <summary>Why a property is null or empty, by its name.</summary>
    public IReadOnlyDictionary<string, string> NotMeasured { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The verdict and the main numbers, a line each.</summary>
    public override string ToString() => TableQualityText.Summary(this);

    /// <summary>The report as a table: text columns Metric and Column (the column, class or attack; empty for the whole table), and Double column Value, NaN where a metric is not available.</summary>
    public IDataView ToDataView(MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Data.LoadFromEnumerable(TableQualityRow.Of(this));
    }

    /// <summary>The report as a Markdown page.</summary>
    public string ToMarkdown() => TableQualityText.Markdown(this);

    /// <summary>The report as JSON: its properties by name, kinds of findings as text, null where a number is not available.</summary>
    public string ToJson() => ReportJson.Of(this);

    /// <summary>One self-contained page: verdict, findings, tables, bars with intervals.</summary>
    /// <param name="title">Of the page.</param>
    public string ToHtml(string title = "Table quality")
    {
        ArgumentNullException.ThrowIfNull(title);
        return TableQualityPage.Of(this, title);
    }
}

using System.Globalization;
using System.Text;

namespace Ple.MLNet.Reports;

/// <summary>The words and tables of a report, to be written as Markdown or laid on a page.</summary>
/// <param name="Verdict">One sentence for the whole.</param>
/// <param name="Findings">Grave ones first.</param>
/// <param name="Tables">With a caption each, empty for none.</param>
internal sealed record ReportDocument(string Verdict, IReadOnlyList<Finding> Findings, IReadOnlyList<ReportTable> Tables)
{
    /// <summary>Sentences behind the verdict.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (string sentence in (string[])[Verdict, .. Notes])
            text.AppendLine(sentence).AppendLine();
        foreach ((string finding, FindingKind kind) in Grouped())
            text.AppendLine(CultureInfo.InvariantCulture, $"> **{kind}.** {finding}").AppendLine();
        foreach (ReportTable table in Tables)
        {
            if (table.Caption.Length > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"### {table.Caption}").AppendLine();
            text.AppendLine(Row(table.Header)).AppendLine($"|{string.Concat(table.Header.Select(_ => "---|"))}");
            foreach (IReadOnlyList<string> row in table.Rows)
                text.AppendLine(Row(row));
            text.AppendLine();
        }
        return text.ToString();
    }

    /// <param name="page">Gets words, then pictures, then tables.</param>
    /// <param name="addPictures">Adds them; null for none.</param>
    public void AddTo(HtmlPage page, Action? addPictures = null)
    {
        foreach (string sentence in (string[])[Verdict, .. Notes])
            page.AddText(sentence);
        if (Findings.Count > 0)
            page.AddTable(["finding", ""], Grouped().Select(f => (string[])[f.Text, f.Kind.ToString()]));
        addPictures?.Invoke();
        foreach (ReportTable table in Tables)
        {
            if (table.Caption.Length > 0)
                page.AddHeading(table.Caption);
            page.AddTable(table.Header, table.Rows);
        }
    }

    /// <summary>One sentence for the whole: the first that accuses, and of what else the same is to be said.</summary>
    /// <param name="findings">Grave ones first.</param>
    /// <param name="otherwise">Where none accuses.</param>
    public static string VerdictOf(IReadOnlyList<Finding> findings, string otherwise) => findings.FirstOrDefault(f => f.Kind < FindingKind.UnusableColumn) is { } first
        ? first.Text + Likewise(findings.Where(f => f.Kind == first.Kind).Skip(1))
        : otherwise;

    /// <summary>Findings of a kind about several classes or columns in one line.</summary>
    private IEnumerable<(string Text, FindingKind Kind)> Grouped()
        => Findings.GroupBy(f => f.Kind).SelectMany(kind => kind.All(f => f.Subject.Length > 0) ? [(kind.First().Text + Likewise(kind.Skip(1)), kind.Key)] : kind.Select(f => (f.Text, f.Kind)));

    private static string Likewise(IEnumerable<Finding> others)
        => string.Join(", ", others.Select(f => f.Subject).Where(s => s.Length > 0).Select(s => $"'{s}'")) is { Length: > 0 } subjects ? $" Likewise: {subjects}." : "";

    /// <summary>A number in a report.</summary>
    public static string Number(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.####", CultureInfo.InvariantCulture) : "n/a";

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}

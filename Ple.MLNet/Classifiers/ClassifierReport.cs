using System.Globalization;
using System.Text;
using Microsoft.ML;
using Ple.MLNet.Reports;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>What was found about a table and its classifiers.</summary>
public sealed class ClassifierReport
{
    internal ClassifierReport(TableProfile profile, ClassMetric metric, IReadOnlyList<CandidateResult> candidates, IReadOnlyList<string> advice)
        => (Profile, Metric, Candidates, Advice) = (profile, metric, candidates, advice);

    /// <summary>The table.</summary>
    public TableProfile Profile { get; }

    /// <summary>What candidates were compared by.</summary>
    public ClassMetric Metric { get; }

    /// <summary>In the order of their simplicity.</summary>
    public IReadOnlyList<CandidateResult> Candidates { get; }

    /// <summary>What was chosen, why, and what the cut does, in plain words.</summary>
    public IReadOnlyList<string> Advice { get; }

    /// <summary>Text columns Candidate and Failure, Boolean IsChosen, Double columns AveragePrecision, RocAuc, LogLoss, BrierScore, Behind, BehindError and Seconds; NaN for what is not available.</summary>
    public IDataView ToDataView(MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Data.LoadFromEnumerable(Candidates.Select(c => new Row(c.Name, c.Failure ?? "", c.IsChosen, Number(c, ClassMetric.AveragePrecision), Number(c, ClassMetric.RocAuc), Number(c, ClassMetric.LogLoss),
            Number(c, ClassMetric.BrierScore), c.Failure is null ? c.Behind : double.NaN, c.Failure is null ? c.BehindError : double.NaN, c.Seconds)));
    }

    /// <summary>The advice, then a table of the candidates, in Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendJoin('\n', Advice).Append("\n\n").Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", Header)} |\n|{string.Concat(Header.Select(_ => "---|"))}\n");
        foreach (string[] cells in Cells)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
        return text.ToString();
    }

    /// <summary>One self-contained page: the table, the advice, the candidates.</summary>
    /// <param name="title">Of the page.</param>
    public string ToHtml(string title = "Best classifier")
    {
        var page = new HtmlPage(title);
        foreach (string sentence in Advice)
            page.AddText(sentence);
        page.AddTable(Header, Cells);
        page.AddText(string.Create(CultureInfo.InvariantCulture, $"The table has {Profile.Rows} rows") + (Profile.UnlabelledRows > 0 ? $", {Profile.UnlabelledRows} of them without a class, from which nothing is learnt." : "."));
        page.AddTable(["class", "rows"], Profile.Classes.Select(c => (string[])[$"{c.Key}", $"{c.Value}"]));
        page.AddTable(["column", "kind", "different values", "missing", "left out"], Profile.Columns.Select(c => (string[])[c.Name, c.Kind, c.DistinctValues > 0 ? $"{c.DistinctValues}" : "", $"{c.MissingRows}", c.LeftOut ?? ""]));
        return page.ToString();
    }

    private string[] Header => ["candidate", "average precision", "ROC-AUC", "log-loss", "Brier score", $"behind the best ({Metric})", "seconds", ""];

    private IEnumerable<string[]> Cells => Candidates.Select(c => c.Failure is { } failure
        ? [c.Name, "", "", "", "", "", Text(c.Seconds, "0.0"), failure]
        : (string[])[c.Name, Text(Number(c, ClassMetric.AveragePrecision)), Text(Number(c, ClassMetric.RocAuc)), Text(Number(c, ClassMetric.LogLoss)), Text(Number(c, ClassMetric.BrierScore)),
            c.Behind == 0 ? "best" : $"{Text(c.Behind)} ± {Text(c.BehindError)}", Text(c.Seconds, "0.0"), c.IsChosen ? "chosen" : ""]);

    private static double Number(CandidateResult candidate, ClassMetric metric) => candidate.Metrics.GetValueOrDefault(metric, double.NaN);

    private static string Text(double number, string format = "0.0000") => number.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Row(
        string Candidate, string Failure, bool IsChosen, double AveragePrecision, double RocAuc, double LogLoss, double BrierScore, double Behind, double BehindError, double Seconds);
}

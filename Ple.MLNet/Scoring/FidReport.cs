using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Reports;

namespace Ple.MLNet.Scoring;

/// <summary>How far generated rows are from real ones, in numbers and in words.</summary>
public sealed class FidReport
{
    private readonly IHost _host;
    private readonly Lazy<IReadOnlyList<Finding>> _findings;

    internal FidReport(IHost host, FeatureScores scores, int seed)
    {
        (_host, Scores) = (host, scores);
        _findings = new(() => [.. ((Finding?[])[ScoreFindings.Copies(scores), scores.Unlike(seed, ScoreFindings.Level, "The rows"), ScoreFindings.TooFew(scores, "Rows")]).OfType<Finding>()]);
    }

    /// <summary>All metrics.</summary>
    public FeatureScores Scores { get; }

    /// <summary>Squared Frechet distance of the two sets of features (FID); 0 or more, in squared units of the features: see <see cref="FeatureScores.Fid"/>.</summary>
    public double Fid => Scores.Fid!.Value;

    /// <summary>What was found, grave things first; empty where there is nothing to say.</summary>
    public IReadOnlyList<Finding> Findings => _findings.Value;

    /// <summary>One sentence for the whole.</summary>
    public string Verdict => ReportDocument.VerdictOf(Findings, "Nothing tells the generated rows from real ones at these sizes.");

    /// <summary>The table of one row that <see cref="FidTransformer.Transform"/> gives.</summary>
    public IDataView ToDataView() => FidTransformer.Table(_host, [Scores]);

    /// <summary>The report in Markdown.</summary>
    public string ToMarkdown() => Document().ToMarkdown();

    /// <summary>The report as JSON: Verdict, Findings and Scores, null where a number is not available.</summary>
    public string ToJson() => ReportJson.Of(new { Verdict, Findings, Scores });

    /// <summary>One self-contained page in HTML.</summary>
    /// <param name="title">Of the page.</param>
    public string ToHtml(string title = "Generated rows against real ones")
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        var page = new HtmlPage(title);
        Document().AddTo(page);
        page.AddBars("precision, recall, density, coverage", [""], [.. Scores.All().Where(m => m.Name is nameof(Scores.Precision) or nameof(Scores.Recall) or nameof(Scores.Density) or nameof(Scores.Coverage))
            .Select(m => (m.Name, (IReadOnlyList<Bar?>)[m.Value is { } value ? new Bar(value) : null]))]);
        return page.ToString();
    }

    /// <summary>The verdict and the main numbers.</summary>
    public override string ToString() => $"{Verdict} {Scores}";

    private ReportDocument Document() => new(Verdict, Findings, [new("", ["metric", "value"],
    [
        ["RealRows", Scores.RealRows.ToString(CultureInfo.InvariantCulture)], ["GeneratedRows", Scores.GeneratedRows.ToString(CultureInfo.InvariantCulture)],
        ["Dimensions", Scores.Dimensions.ToString(CultureInfo.InvariantCulture)],
        .. Scores.All().Select(m => (string[])[m.Name, ReportDocument.Number(m.Value)]),
    ])]);
}

using System.Globalization;
using System.Text;
using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;

namespace Ple.MLNet.SelfConsumption;

/// <summary>What became of the generations of a self-consuming loop.</summary>
public sealed class ConsumptionHistory
{
    internal ConsumptionHistory(IReadOnlyList<GenerationScores> generations) => Generations = generations;

    /// <summary>From generation 0.</summary>
    public IReadOnlyList<GenerationScores> Generations { get; }

    /// <summary>The first generation in which a metric was 0, such as the share of a class that vanished; null where it never was.</summary>
    /// <param name="metric">Its name.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public int? FirstAtZero(string metric) => Generations[0].Metrics.ContainsKey(metric)
        ? Generations.FirstOrDefault(g => g.Metrics[metric] == 0)?.Generation
        : throw new ArgumentException($"There is no metric '{metric}': the loop has {Quoted.List(Generations[0].Metrics.Keys)}.", nameof(metric));

    /// <summary>A row for each generation and metric: Int32 Generation, text Metric, Double Value (NaN where there is no such number).</summary>
    public IDataView ToDataView(MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return mlContext.Data.LoadFromEnumerable(Generations.SelectMany(g => g.Metrics, (g, m) => new Row(g.Generation, m.Key, m.Value ?? double.NaN)));
    }

    /// <summary>A table in Markdown: a row for each generation, a column for each metric.</summary>
    public string ToMarkdown()
    {
        string[] names = [.. Generations[0].Metrics.Keys];
        var text = new StringBuilder();
        text.AppendLine($"| generation | rows | {string.Concat(names.Select(n => n + " | "))}seconds |").AppendLine($"|---|---|{string.Concat(names.Select(_ => "---|"))}---|");
        foreach (GenerationScores g in Generations)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {g.Generation} | {g.Rows} | {string.Concat(names.Select(n => Number(g.Metrics[n]) + " | "))}{g.Seconds:0.0} |");
        return text.ToString();
    }

    /// <summary>One self-contained page in HTML: a curve for each metric over the generations, and the table.</summary>
    /// <param name="title">Of the page.</param>
    public string ToHtml(string title = "Self-consuming loop")
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        string[] names = [.. Generations[0].Metrics.Keys];
        var page = new HtmlPage(title);
        page.AddText("Generation 0 was fitted to real rows, each later one to what its policy put together of them and of rows that generations before had made.");
        foreach (string name in names)
            page.AddCurves(name, "generation", [(name, [.. Generations.Select(g => g.Metrics[name])])]);
        page.AddTable(["generation", "rows", .. names, "seconds"],
            Generations.Select(g => (string[])[$"{g.Generation}", $"{g.Rows}", .. names.Select(n => Number(g.Metrics[n])), g.Seconds.ToString("0.0", CultureInfo.InvariantCulture)]));
        return page.ToString();
    }

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "n/a";

    private sealed record Row(int Generation, string Metric, double Value);
}

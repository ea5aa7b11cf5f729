using Ple.MLNet.Estimation;
using Spectre.Console;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>The console table: our means with standard errors, the replication's below them, and how single runs fare at the end.</summary>
internal static class DistributionsTable
{
    public static Table Of(IReadOnlyList<PanelResult> results)
    {
        int last = results[0].Curves.Values.First().Count - 1;
        int[] generations = [.. Replication.Generations.Where(g => g < last), last];
        var table = new Table().Border(TableBorder.Simple).ShowRowSeparators();
        table.AddColumns("parameter (truth)", "estimator");
        foreach (int generation in generations)
            table.AddColumn(new TableColumn($"mean, generation {generation}").RightAligned());
        table.AddColumn(new TableColumn("median, end").RightAligned());
        table.AddColumn(new TableColumn("10 to 90 %, end").RightAligned());
        table.AddColumn(new TableColumn("degenerate, end").RightAligned());
        foreach (PanelResult result in results)
        {
            Panel panel = result.Panel;
            foreach ((string estimator, IReadOnlyList<GenerationSummary> curve) in result.Curves)
            {
                GenerationSummary end = curve[last];
                table.AddRow(
                [
                    Markup.Escape($"{panel.Family.Name} {panel.ParameterName} ({panel.TrueValue})"),
                    estimator,
                    .. generations.Select(g => Cell(panel, estimator, g, curve[g])),
                    $"{end.Median:g3}",
                    $"{end.LowerDecile:g3} to {end.UpperDecile:g3}",
                    $"{end.DegenerateShare:p0}",
                ]);
            }
        }
        return table;
    }

    private static string Cell(Panel panel, string estimator, int generation, GenerationSummary summary)
    {
        string own = $"{summary.Mean:g4} ± {summary.StandardError:g2}";
        string? other = Replication.MeanAt(panel.Family.Name, panel.ParameterName, estimator, generation);
        return other is null ? own : $"{own}\n[grey]{other}[/]";
    }
}

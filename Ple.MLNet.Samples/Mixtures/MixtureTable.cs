using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>The console table: the gain over converged EM for each sample size, pooled over responsibilities.</summary>
internal static class MixtureTable
{
    public static Table Of(MixtureResults results)
    {
        var table = new Table().Border(TableBorder.Simple)
            .Title("KL(EM, converged) - KL(method), nats, pooled over responsibilities: mean ± standard error, below it their ratio");
        table.AddColumn(new TableColumn("method").NoWrap());
        foreach (int rowCount in results.Grid.RowCounts)
            table.AddColumn(new TableColumn($"n = {rowCount}").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("failed,\ncollapsed").RightAligned().NoWrap());
        foreach (MixtureMethod method in results.Methods)
        {
            MixtureCell[] cells = [.. results.Cells.Where(c => c.Method == method)];
            table.AddRow(
            [
                method.Label,
                .. results.Grid.RowCounts.Select(n => method == results.Baseline ? $"KL {results.PooledDivergence(method, n).ToString("0.0000")}" : Gain(results.PooledGain(method, n))),
                string.Create(CultureInfo.InvariantCulture, $"{cells.Sum(c => c.FailedCount)}, {cells.Sum(c => c.CollapsedCount)}"),
            ]);
        }
        return table;
    }

    private static string Gain(MeanAndError gain) =>
        $"{gain.ToString("0.0000", withPlus: true)}\n{SignedNumber.Format(gain.Mean / gain.Error, "0.0")}";
}

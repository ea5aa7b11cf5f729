using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Spectre.Console;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>The console table: the gain over converged EM for each sample size, pooled over responsibilities.</summary>
internal static class MixtureTable
{
    public static Table Of(MixtureResults results)
    {
        var table = new Table().Border(TableBorder.Simple)
            .Title("KL(EM, converged) - KL(method), nats, pooled over responsibilities: mean ± standard error (in standard errors)");
        table.AddColumn("method");
        foreach (int rowCount in results.Grid.RowCounts)
            table.AddColumn(new TableColumn($"n = {rowCount}").RightAligned());
        table.AddColumn(new TableColumn("not fitted").RightAligned());
        table.AddColumn(new TableColumn("collapsed").RightAligned());
        foreach (MixtureMethod method in results.Methods)
        {
            MixtureCell[] cells = [.. results.Cells.Where(c => c.Method == method)];
            table.AddRow(
            [
                method.Label,
                .. results.Grid.RowCounts.Select(n => method == results.Baseline ? $"(KL {results.PooledDivergence(method, n).ToString("0.000")})" : Gain(results.PooledGain(method, n))),
                Count(cells.Sum(c => c.FailedCount)),
                Count(cells.Sum(c => c.CollapsedCount)),
            ]);
        }
        return table;
    }

    private static string Gain(MeanAndError gain) =>
        string.Create(CultureInfo.InvariantCulture, $"{gain.ToString("+0.0000;-0.0000")} ({gain.Mean / gain.Error:+0.0;-0.0})");

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}

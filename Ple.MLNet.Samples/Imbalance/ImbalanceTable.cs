using Ple.MLNet.Classifiers;
using Ple.MLNet.Validation;
using Spectre.Console;

namespace Ple.MLNet.Samples.Imbalance;

/// <summary>What was found, for people.</summary>
internal static class ImbalanceTable
{
    public static Table OfColumns(TableProfile profile)
    {
        Table table = new Table().Title(Markup.Escape($"{profile.Rows} rows: {string.Join(", ", profile.Classes.Select(c => $"{c.Value} {c.Key}"))}{(profile.UnlabelledRows > 0 ? $"; {profile.UnlabelledRows} without a class are left out" : "")}"))
            .AddColumns("column", "kind", "missing", "left out");
        foreach (TableProfileColumn column in profile.Columns)
            table.AddRow(Markup.Escape(column.Name), Markup.Escape(column.DistinctValues > 0 ? $"{column.Kind} of {column.DistinctValues}" : column.Kind), $"{column.MissingRows}", Markup.Escape(column.LeftOut ?? ""));
        return table;
    }

    public static Table OfCandidates(ClassifierReport report)
    {
        Table table = new Table().Title("Candidates on held-out rows, each with its own decisions").AddColumn("candidate");
        foreach (string name in new[] { "average precision", "log-loss", "F1", "balanced accuracy", "cut", $"behind the best ({report.Metric})", "seconds" })
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        string Text(double value, string format = "0.000") => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        foreach (CandidateResult c in report.Candidates)
        {
            string name = Markup.Escape(c.Name);
            if (c.Failure is { } failure)
            {
                table.AddRow(name, Markup.Escape(failure), "", "", "", "", "", Text(c.Seconds, "0.0"));
                continue;
            }
            table.AddRow(c.IsChosen ? $"[bold]{name}[/]" : name, Text(c.Metrics[ClassMetric.AveragePrecision]), Text(c.Metrics[ClassMetric.LogLoss], "0.0000"), Text(c.Metrics[ClassMetric.F1]),
                Text(c.Metrics[ClassMetric.BalancedAccuracy]), double.IsNaN(c.Cut) ? "" : Text(c.Cut), c.Behind == 0 ? "best" : $"{Text(c.Behind, "0.0000")} ± {Text(c.BehindError, "0.0000")}", Text(c.Seconds, "0.0"));
        }
        return table;
    }
}

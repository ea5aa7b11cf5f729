using Spectre.Console;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Results for people: means over the seeds, and each method against the baseline seed by seed.</summary>
internal static class FairnessTable
{
    private static readonly (string Title, Func<FairnessResult, double> Value, string Format)[] _columns =
    [
        ("FID majority", r => r.Scores.FidMajority, "0.0"),
        ("FID minority", r => r.Scores.FidMinority, "0.0"),
        ("R_Fair", r => r.Scores.FairnessRatio, "0.00"),
        ("minority share", r => r.Scores.MinorityFrequency, "0.000"),
        ("neither class", r => r.NeitherClass, "0.000"),
        ("-ELBO", r => -r.Elbo, "0.0"),
        ("seconds", r => r.Seconds, "0.0"),
    ];

    /// <summary>Mean and standard error of each method over its seeds.</summary>
    public static Table OfMeans(IReadOnlyList<FairnessResult> results)
    {
        FairnessResult first = results[0];
        int seeds = results.Select(r => r.Seed).Distinct().Count();
        return Build(FormattableString.Invariant(
            $"R_I = {first.ImbalanceRatio:0.##}, real minority share {first.RealMinorityFrequency:0.000}; mean ± standard error over {seeds} seed(s)"),
            results, (rows, column) => MeanAndError.Of(rows.Select(column.Value)).ToString(column.Format));
    }

    /// <summary>Mean and standard error of the difference from the baseline with the same seed.</summary>
    public static Table OfDifferences(IReadOnlyList<FairnessResult> results, string baseline)
    {
        Dictionary<int, FairnessResult> reference = results.Where(r => r.Method == baseline).ToDictionary(r => r.Seed);
        return Build($"difference from {baseline}, paired over seeds; mean ± standard error", [.. results.Where(r => r.Method != baseline)],
            (rows, column) => MeanAndError.Of(rows.Select(r => column.Value(r) - column.Value(reference[r.Seed])))
                .ToString($"+{column.Format};-{column.Format}"));
    }

    private static Table Build(string title, IReadOnlyList<FairnessResult> results,
        Func<IEnumerable<FairnessResult>, (string Title, Func<FairnessResult, double> Value, string Format), string> cell)
    {
        Table table = new Table().Title(Markup.Escape(title)).AddColumn("method");
        foreach ((string name, _, _) in _columns)
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (IGrouping<string, FairnessResult> method in results.GroupBy(r => r.Method))
            table.AddRow([method.Key, .. _columns.Select(column => cell(method, column))]);
        return table;
    }
}

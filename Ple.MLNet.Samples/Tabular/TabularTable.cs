using System.Globalization;
using Ple.MLNet.Samples.Fairness;
using Spectre.Console;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>Results for people: means over the seeds, and the average rank.</summary>
internal static class TabularTable
{
    private static readonly (string Title, Func<ClassScores, double> Value)[] _scores =
    [
        ("average precision", s => s.AveragePrecision),
        ("ROC-AUC", s => s.RocAuc),
        ("F1", s => s.F1),
        ("balanced accuracy", s => s.BalancedAccuracy),
        ("log-loss", s => s.LogLoss),
    ];

    /// <summary>Mean and standard error of each treatment with one classifier.</summary>
    public static Table Of(string downstream, IReadOnlyList<TabularResult> results)
    {
        TabularResult[] own = [.. results.Where(r => r.Downstream == downstream)];
        ILookup<string, double> ranks = Ranks(own).ToLookup(r => r.Augmentation, r => r.Rank);
        Table table = new Table().Title(Markup.Escape(FormattableString.Invariant(
            $"{downstream}, ratio {own[0].Ratio:0.##}; mean ± standard error over {own.Max(r => r.Seed)} seed(s)"))).AddColumn("augmentation");
        foreach (string title in _scores.Select(s => s.Title).Concat(["rank", "seconds"]))
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (IGrouping<string, TabularResult> arm in own.GroupBy(r => r.Augmentation))
        {
            table.AddRow([arm.Key, .. _scores.Select(s => MeanAndError.Of(arm.Select(r => s.Value(r.Scores))).ToString("0.000")),
                ranks[arm.Key].Average().ToString("0.0", CultureInfo.InvariantCulture), MeanAndError.Of(arm.Select(r => r.Seconds)).ToString("0.0")]);
        }
        return table;
    }

    /// <summary>Rank of each treatment by average precision with one classifier and seed: 1 is best, equal ones share the mean of their ranks.</summary>
    private static IEnumerable<(string Augmentation, double Rank)> Ranks(IEnumerable<TabularResult> results)
        => from seed in results.GroupBy(r => r.Seed)
           from result in seed
           let better = seed.Count(r => r.Scores.AveragePrecision > result.Scores.AveragePrecision)
           let equal = seed.Count(r => r.Scores.AveragePrecision == result.Scores.AveragePrecision)
           select (result.Augmentation, better + (equal + 1) / 2.0);
}

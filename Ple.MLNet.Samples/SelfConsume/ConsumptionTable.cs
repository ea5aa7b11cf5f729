using Ple.MLNet.Samples.Fairness;
using Spectre.Console;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>Results for people: one score over the generations, and what became of it, paired by seed.</summary>
internal static class ConsumptionTable
{
    /// <summary>Means and standard errors over the seeds; beside them the last generation's score against generation 0's and, by seed, against the first method's.</summary>
    public static Table Of(IReadOnlyList<ConsumptionResult> results, string kind, string score)
    {
        ConsumptionResult[] rows = [.. results.Where(r => r.Kind == kind)];
        int last = rows.Max(r => r.Scores.Generation);
        string format = ConsumptionScores.Format(score), baseline = rows[0].Method;
        Table table = new Table().Title(Markup.Escape($"{rows[0].Model}, {kind}: {score}; mean ± standard error over {rows.Select(r => r.Seed).Distinct().Count()} seed(s)")).AddColumn("method");
        for (int generation = 0; generation <= last; generation++)
            table.AddColumn(new TableColumn($"gen. {generation}").RightAligned());
        table.AddColumn(new TableColumn($"gen. {last} / gen. 0").RightAligned()).AddColumn(new TableColumn($"gen. {last} less {baseline}").RightAligned());
        foreach (string method in rows.Select(r => r.Method).Distinct())
        {
            ConsumptionResult[] ofMethod = [.. rows.Where(r => r.Method == method)];
            double At(int seed, string of, int generation) => rows.First(r => r.Seed == seed && r.Method == of && r.Scores.Generation == generation)[score];
            int[] seeds = [.. ofMethod.Where(r => r.Scores.Generation == last).Select(r => r.Seed)];
            table.AddRow(
            [
                method,
                .. Enumerable.Range(0, last + 1).Select(g => MeanAndError.Of(ofMethod.Where(r => r.Scores.Generation == g).Select(r => r[score])).ToString(format)),
                MeanAndError.Of(seeds.Select(seed => At(seed, method, last) / At(seed, method, 0))).ToString("0.00"),
                method == baseline ? "" : MeanAndError.Of(seeds.Select(seed => At(seed, method, last) - At(seed, baseline, last))).ToString(format, withPlus: true),
            ]);
        }
        return table;
    }
}

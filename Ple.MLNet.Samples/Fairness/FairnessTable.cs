using System.Globalization;
using Spectre.Console;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>Results for people: means over the tasks (pairs of classes and seeds), what was chosen, and methods against another task by task.</summary>
internal static class FairnessTable
{
    /// <summary>Mean and standard error of each method's scores over its tasks.</summary>
    public static Table OfScores(IReadOnlyList<FairnessResult> results)
    {
        FairnessResult first = results[0];
        return Build(FormattableString.Invariant(
            $"{Of(results)}: R_I = {first.ImbalanceRatio:0.##}, real minority share {first.RealMinorityFrequency:0.000}; by {first.Verdicts.Count} oracles; {MeansOver(results)}"),
            results, FairnessColumn.Scores, Mean);
    }

    /// <summary>Likelihood of the held-out images, what was chosen (lowest to highest over the tasks) and time.</summary>
    public static Table OfFits(IReadOnlyList<FairnessResult> results) =>
        Build($"{Of(results)}: -ELBO in nats, at the training mix of classes and by class; {MeansOver(results)}",
            results, [.. FairnessColumn.Likelihoods, .. FairnessColumn.Choices, FairnessColumn.Seconds],
            (rows, column) => FairnessColumn.Choices.Contains(column) ? Range(rows, column) : Mean(rows, column));

    /// <summary>Mean and standard error of the difference from the baseline of the same task.</summary>
    /// <param name="methods">Which to compare; those that there are.</param>
    public static Table OfDifferences(IReadOnlyList<FairnessResult> results, string baseline, params IReadOnlyCollection<string> methods)
    {
        Dictionary<(FairnessPair, int), FairnessResult> reference = results.Where(r => r.Method == baseline).ToDictionary(r => (r.Pair, r.Seed));
        return Build($"{Of(results)}: difference from {baseline}, paired over {reference.Count} task(s); mean ± standard error", [.. results.Where(r => methods.Contains(r.Method))],
            [.. FairnessColumn.Scores, .. FairnessColumn.Likelihoods],
            (rows, column) => MeanAndError.Of(rows.Select(r => column.Value(r) - column.Value(reference[(r.Pair, r.Seed)]))).ToString(column.Format, withPlus: true));
    }

    private static string Of(IReadOnlyList<FairnessResult> results) => $"{results[0].Model}, {string.Join(", ", results.Select(r => r.Pair).Distinct())}";

    private static string MeansOver(IReadOnlyList<FairnessResult> results) =>
        $"mean ± standard error over {results.Select(r => (r.Pair, r.Seed)).Distinct().Count()} task(s)";

    private static string Mean(IEnumerable<FairnessResult> rows, FairnessColumn column) =>
        MeanAndError.Of(rows.Select(column.Value)).ToString(column.Format);

    private static string Range(IEnumerable<FairnessResult> rows, FairnessColumn column)
    {
        double[] values = [.. rows.Select(column.Value).Where(double.IsFinite)];
        string Text(double value) => value.ToString(column.Format, CultureInfo.InvariantCulture);
        return values.Length == 0 ? "none" : values.Min() == values.Max() ? Text(values[0]) : $"{Text(values.Min())} to {Text(values.Max())}";
    }

    private static Table Build(string title, IReadOnlyList<FairnessResult> results, IReadOnlyList<FairnessColumn> columns,
        Func<IEnumerable<FairnessResult>, FairnessColumn, string> cell)
    {
        Table table = new Table().Title(Markup.Escape(title)).AddColumn("method");
        foreach (FairnessColumn column in columns)
            table.AddColumn(new TableColumn(column.Title).RightAligned());
        foreach (IGrouping<string, FairnessResult> method in results.GroupBy(r => r.Method))
            table.AddRow([method.Key, .. columns.Select(column => cell(method, column))]);
        return table;
    }
}

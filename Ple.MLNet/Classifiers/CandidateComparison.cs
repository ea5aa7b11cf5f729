using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>Candidates on rows that they were not fitted to.</summary>
internal sealed class CandidateComparison(MLContext mlContext, IHost host, BestClassifierOptions options, Budget budget, int seed)
{
    private const double ShareOfBudget = 0.5;

    /// <returns>Results in the order of simplicity, one of them chosen; and the labels of the rows that were compared.</returns>
    public (IReadOnlyList<CandidateResult> Results, bool[] Labels) Run(IDataView rows, bool[] labels, IReadOnlyList<ClassifierCandidate> candidates, IReadOnlyList<(string Name, string[] Members)> blends)
    {
        (IDataView part, bool[] known) = Part(rows, labels);
        var folds = new StratifiedFolds(host, part, options.TargetColumnName, options.Folds, options.GroupColumnName, seed);
        var results = new List<CandidateResult>();
        foreach (ClassifierCandidate candidate in candidates)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            results.Add(Try(candidate, folds, known));
            options.Progress?.Report(results[^1]);
        }
        // A blend costs no fits of its own; it is less simple than its members, and simpler than what stands behind them.
        int behind = candidates.Index().Where(c => blends.Any(b => b.Members.Contains(c.Item.Name))).Select(c => c.Index + 1).DefaultIfEmpty(0).Max();
        foreach ((string name, string[] members) in blends)
        {
            CandidateResult[] of = [.. results.Where(r => members.Contains(r.Name) && r.Failure is null)];
            if (of.Length == members.Length)
            {
                results.Insert(behind, Measured(name, of.Sum(r => r.Seconds), [.. known.Select((_, i) => of.Average(r => r.Probabilities[i]))], known));
                options.Progress?.Report(results[behind++]);
            }
        }
        Choose(results, folds.FoldOfRow, known);
        return (results, known);
    }

    private CandidateResult Try(ClassifierCandidate candidate, StratifiedFolds folds, bool[] labels)
    {
        double[] probabilities = new double[labels.Length];
        long started = Stopwatch.GetTimestamp();
        double Seconds() => Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (budget.Given is { } given && budget.Elapsed > ShareOfBudget * given)
            return new(candidate.Name, 0, "not tried: the time is needed for the fit to all rows");
        try
        {
            for (int fold = 0; fold < folds.Count; fold++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                ITransformer model = candidate.Estimator.Fit(folds.Training(fold));
                double[] made = [.. model.Transform(folds.HeldOut(fold)).GetColumn<float>(ScoredColumns.Probability).Select(p => (double)p)];
                (model as IDisposable)?.Dispose();
                int next = 0;
                for (int row = 0; row < labels.Length; row++)
                {
                    if (folds.FoldOfRow[row] == fold)
                        probabilities[row] = made[next++];
                }
                if (budget.Given is { } all && Seconds() / (fold + 1) * (folds.Count - fold - 1) > Math.Max(0, ShareOfBudget * all - budget.Elapsed) + all / 10)
                    return new(candidate.Name, Seconds(), $"given up after {fold + 1} of {folds.Count} folds: the time is needed for the fit to all rows");
            }
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return new(candidate.Name, Seconds(), $"failed: {e.Message}");
        }
        int wrong = Array.FindIndex(probabilities, p => !(p is >= 0 and <= 1));
        return wrong < 0 ? Measured(candidate.Name, Seconds(), probabilities, labels) : new(candidate.Name, Seconds(), $"failed: it gives a probability of {probabilities[wrong]}");
    }

    private CandidateResult Measured(string name, double seconds, double[] probabilities, bool[] labels)
    {
        double cut = options.Goal.Find(probabilities, labels).Cut;
        return new(name, seconds, failure: null) { Probabilities = probabilities, Cut = cut, Metrics = Values(probabilities, labels, cut) };
    }

    private static Dictionary<ClassMetric, double> Values(double[] probabilities, bool[] labels, double cut)
    {
        double[] values = Rows(probabilities, labels, cut).Metrics();
        return Enum.GetValues<ClassMetric>().ToDictionary(m => m, m => values[(int)m]);
    }

    private static ClassifiedRows Rows(double[] probabilities, bool[] labels, double cut) => new(2, positive: 1, Array.ConvertAll(labels, l => l ? 1 : 0), Array.ConvertAll(probabilities, p => p >= cut ? 1 : 0),
        [Array.ConvertAll(probabilities, p => 1 - p), probabilities]);

    /// <summary>The simplest that is not worse than the best beyond one paired standard error: of each row's loss where the metric is a mean over rows, else over folds.</summary>
    private void Choose(List<CandidateResult> results, int[] foldOfRow, bool[] labels)
    {
        CandidateResult[] whole = [.. results.Where(r => r.Failure is null)];
        if (whole.Length == 0)
            throw host.Except("No candidate could be fitted: " + string.Join("; ", results.Select(r => $"{r.Name} ({r.Failure})")) + ".");
        bool isLess = options.Metric is ClassMetric.LogLoss or ClassMetric.BrierScore or ClassMetric.CalibrationError;
        CandidateResult best = whole.MaxBy(r => isLess ? -r.Metrics[options.Metric] : r.Metrics[options.Metric])!;
        double[] ofBest = Parts(best, foldOfRow, labels);
        foreach (CandidateResult result in whole.Where(r => r != best))
        {
            double[] differences = [.. Parts(result, foldOfRow, labels).Zip(ofBest, (value, other) => isLess ? value - other : other - value).Where(double.IsFinite)];
            double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / Math.Max(1, differences.Length - 1) / differences.Length);
            (result.Behind, result.BehindError) = (mean, error);
        }
        whole.First(r => r.Behind <= r.BehindError).IsChosen = true;
    }

    private double[] Parts(CandidateResult result, int[] foldOfRow, bool[] labels) => options.Metric switch
    {
        ClassMetric.LogLoss => [.. result.Probabilities.Zip(labels, (p, label) => -Math.Log(Math.Max(label ? p : 1 - p, 1e-15)))],
        ClassMetric.BrierScore => [.. result.Probabilities.Zip(labels, (p, label) => Math.Pow(p - (label ? 1 : 0), 2))],
        _ => [.. Enumerable.Range(0, options.Folds).Select(fold =>
        {
            int[] rows = [.. Enumerable.Range(0, labels.Length).Where(r => foldOfRow[r] == fold)];
            return Values([.. rows.Select(r => result.Probabilities[r])], [.. rows.Select(r => labels[r])], result.Cut)[options.Metric];
        })],
    };

    /// <summary>Of a long table a part with the same mix of classes.</summary>
    private (IDataView Rows, bool[] Labels) Part(IDataView rows, bool[] labels)
    {
        if (labels.Length <= options.MostRowsCompared)
            return (rows, labels);
        double share = (double)options.MostRowsCompared / labels.Length;
        int[] times = new int[labels.Length];
        foreach (bool label in new[] { false, true })
        {
            double place = CounterRandom.Uniform(seed, label ? 1 : 0, stream: 0);
            for (int row = 0; row < labels.Length; row++)
            {
                if (labels[row] == label)
                    times[row] = (int)Math.Floor(place + share) - (int)Math.Floor(place) is var taken && (place += share) > 0 ? taken : 0;
            }
        }
        return (mlContext.Data.Cache(new RepeatedRows(host, rows, times)), [.. labels.Where((_, row) => times[row] > 0)]);
    }
}

using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>Candidates on rows that they were not fitted to.</summary>
internal sealed class CandidateComparison(MLContext mlContext, IHost host, BestClassifierOptions options, Budget budget, int seed)
{
    private const double ShareOfBudget = 0.5;
    private const int FewestOfRarest = 100;

    /// <returns>Results in the order of preference, one of them chosen; and the labels of the rows that were compared.</returns>
    public (IReadOnlyList<CandidateResult> Results, int[] Labels) Run(ClassTarget target, IReadOnlyList<ClassifierCandidate> candidates, IReadOnlyList<(string Name, string[] Members)> blends)
    {
        (IDataView part, int[] known) = Part(target);
        var folds = new StratifiedFolds(host, part, options.TargetColumnName, options.Folds, options.GroupColumnName, seed);
        var results = new List<CandidateResult>();
        foreach (ClassifierCandidate candidate in candidates)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            results.Add(Try(candidate, folds, target, known));
            options.Progress?.Report(results[^1]);
        }
        // A blend costs no fits of its own. It comes first: on other tables no single learner was as good so often.
        int place = 0;
        foreach ((string name, string[] members) in blends)
        {
            CandidateResult[] of = [.. results.Where(r => members.Contains(r.Name) && r.Failure is null)];
            if (of.Length == members.Length)
            {
                results.Insert(place, Measured(name, of.Sum(r => r.Seconds), [.. target.Classes.Select((_, c) => known.Select((_, i) => of.Average(r => r.Probabilities[c][i])).ToArray())], known));
                options.Progress?.Report(results[place]);
                place++;
            }
        }
        Choose(results, folds.FoldOfRow, known);
        return (results, known);
    }

    private CandidateResult Try(ClassifierCandidate candidate, StratifiedFolds folds, ClassTarget target, int[] labels)
    {
        double[][] probabilities = [.. target.Classes.Select(_ => new double[labels.Length])];
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
                double[][] made = Read(model.Transform(folds.HeldOut(fold)), target);
                (model as IDisposable)?.Dispose();
                folds.Place(fold, made, probabilities);
                if (budget.Given is { } all && Seconds() / (fold + 1) * (folds.Count - fold - 1) > Math.Max(0, ShareOfBudget * all - budget.Elapsed) + all / 10)
                    return new(candidate.Name, Seconds(), $"given up after {fold + 1} of {folds.Count} folds: the time is needed for the fit to all rows");
            }
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return new(candidate.Name, Seconds(), $"failed: {e.Message}");
        }
        return Measured(candidate.Name, Seconds(), probabilities, labels);
    }

    private double[][] Read(IDataView scored, ClassTarget target)
    {
        if (!target.IsBinary)
            return ClassProbabilities.ReadSlots(host, scored, ScoredColumns.Score, ClassProbabilities.SlotsOf(host, scored, ScoredColumns.Score, [.. target.Classes.Select(ClassTarget.Text)]));
        if (scored.Schema.GetColumnOrNull(ScoredColumns.Probability)?.Type != NumberDataViewType.Single)
            throw host.ExceptSchemaMismatch(nameof(scored), "probability", ScoredColumns.Probability, "Single", scored.Schema.GetColumnOrNull(ScoredColumns.Probability)?.Type.ToString() ?? "none");
        double[] positive = ClassProbabilities.ReadSingle(host, scored, ScoredColumns.Probability);
        return [Array.ConvertAll(positive, p => 1 - p), positive];
    }

    private CandidateResult Measured(string name, double seconds, double[][] probabilities, int[] labels)
    {
        ClassDecision decision = ClassDecision.Find(options.Goal, probabilities, labels);
        return new(name, seconds, failure: null) { Probabilities = probabilities, Decision = decision, Metrics = Values(probabilities, labels, decision) };
    }

    private static Dictionary<ClassMetric, double> Values(double[][] probabilities, int[] labels, ClassDecision decision)
    {
        double[] values = new ClassifiedRows(probabilities.Length, probabilities.Length == 2 ? 1 : -1, labels, decision.Name(probabilities), probabilities).Metrics();
        return Enum.GetValues<ClassMetric>().ToDictionary(m => m, m => values[(int)m]);
    }

    /// <summary>The first that is not worse than the best beyond one paired standard error: of each row's loss where the metric is a mean over rows, else over folds.</summary>
    private void Choose(List<CandidateResult> results, int[] foldOfRow, int[] labels)
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

    private double[] Parts(CandidateResult result, int[] foldOfRow, int[] labels) => options.Metric switch
    {
        ClassMetric.LogLoss => [.. labels.Select((label, row) => -Math.Log(Math.Max(result.Probabilities[label][row], 1e-15)))],
        ClassMetric.BrierScore => [.. labels.Select((label, row) => result.Probabilities.Index().Sum(p => Math.Pow(p.Item[row] - (p.Index == label ? 1 : 0), 2)) / (result.Probabilities.Length == 2 ? 2 : 1))],
        _ => [.. Enumerable.Range(0, options.Folds).Select(fold =>
        {
            int[] rows = [.. Enumerable.Range(0, labels.Length).Where(r => foldOfRow[r] == fold)];
            return Values([.. result.Probabilities.Select(p => rows.Select(r => p[r]).ToArray())], [.. rows.Select(r => labels[r])], result.Decision)[options.Metric];
        })],
    };

    /// <summary>Of a long table a part with the same mix of classes, larger where the rarest class would keep too few rows.</summary>
    private (IDataView Rows, int[] Labels) Part(ClassTarget target)
    {
        double share = Math.Max((double)options.MostRowsCompared / target.Labels.Length, (double)FewestOfRarest / target.Counts.Min());
        if (share >= 1)
            return (target.Rows, target.Labels);
        int[] times = StratifiedPart.Of(target.Labels, share, seed);
        return (mlContext.Data.Cache(new RepeatedRows(host, target.Rows, times)), [.. target.Labels.Where((_, row) => times[row] > 0)]);
    }
}

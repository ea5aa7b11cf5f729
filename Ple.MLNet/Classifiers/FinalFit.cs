using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Augmentation;

namespace Ple.MLNet.Classifiers;

/// <summary>Fits the chosen candidate to all rows, or to as many as the time allows.</summary>
internal sealed class FinalFit(MLContext mlContext, IHost host, BestClassifierOptions options, Budget budget, int seed)
{
    private const double Safety = 1.5;

    /// <param name="rows">All rows with the target.</param>
    /// <param name="labels">Of all rows.</param>
    /// <param name="compared">Rows that candidates were compared on.</param>
    /// <param name="chosen">Its seconds say what a row costs.</param>
    /// <param name="candidates">All, those of a blend among them.</param>
    /// <returns>The model, and what was left out in words; null for nothing.</returns>
    public (ITransformer Model, string? Part) Fit(IDataView rows, bool[] labels, int compared, CandidateResult chosen, IReadOnlyList<ClassifierCandidate> candidates)
    {
        IEstimator<ITransformer> estimator = candidates.FirstOrDefault(c => c.Name == chosen.Name)?.Estimator
            ?? new BlendEstimator(mlContext, [.. DefaultCandidates.Blends.Single(b => b.Name == chosen.Name).Members.Select(member => candidates.Single(c => c.Name == member).Estimator)]);
        double secondsOfRow = chosen.Seconds / ((options.Folds - 1.0) * compared), affordable = budget.Left / (Safety * secondsOfRow);
        if (affordable >= labels.Length)
            return (estimator.Fit(rows), null);
        int positives = labels.Count(l => l), rare = Math.Min(positives, labels.Length - positives);
        double ratio = Math.Max(1, (affordable - rare) / rare), kept = Math.Min(labels.Length - rare, ratio * rare);
        double prevalence = (double)positives / labels.Length, fitted = positives == rare ? rare / (rare + kept) : kept / (rare + kept);
        ITransformer model = new UnderSampledEstimator<ITransformer>(host, estimator, options.TargetColumnName, ratio, seed).Fit(rows);
        return (Probability.WithPrior(mlContext, model, rows, fitted, prevalence), $"For the time given it was fitted to all {rare} rows of the rarer class and {kept:0} of the other, and its probabilities were set back to the prevalence.");
    }
}

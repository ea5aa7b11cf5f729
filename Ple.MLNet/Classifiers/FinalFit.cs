using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Classifiers;

/// <summary>Fits the chosen candidate to all rows, or to as many as the time allows.</summary>
internal sealed class FinalFit(MLContext mlContext, IHost host, BestClassifierOptions options, Budget budget, int seed)
{
    private const double Safety = 1.5;

    /// <param name="target">All rows.</param>
    /// <param name="compared">Rows that candidates were compared on.</param>
    /// <param name="chosen">Its seconds say what a row costs.</param>
    /// <param name="candidates">All, those of a blend among them.</param>
    /// <returns>The model, and what was left out in words; null for nothing.</returns>
    public (ITransformer Model, string? Part) Fit(ClassTarget target, int compared, CandidateResult chosen, IReadOnlyList<ClassifierCandidate> candidates)
    {
        IEstimator<ITransformer> estimator = candidates.FirstOrDefault(c => c.Name == chosen.Name)?.Estimator
            ?? new BlendEstimator(mlContext, [.. DefaultCandidates.Blends.Single(b => b.Name == chosen.Name).Members.Select(member => candidates.Single(c => c.Name == member).Estimator)]);
        double secondsOfRow = chosen.Seconds / ((options.Folds - 1.0) * compared), affordable = budget.Left / (Safety * secondsOfRow);
        if (affordable >= target.Labels.Length)
            return (estimator.Fit(target.Rows), null);
        if (!target.IsBinary)
        {
            double share = Math.Max(compared, affordable) / target.Labels.Length;
            return (estimator.Fit(new RepeatedRows(host, target.Rows, StratifiedPart.Of(target.Labels, share, seed))), $"For the time given it was fitted to {share:0%} of the rows of each class.");
        }
        int positives = target.Counts[1], rare = target.Counts.Min();
        double ratio = Math.Max(1, (affordable - rare) / rare), kept = Math.Min(target.Counts.Max(), ratio * rare);
        double prevalence = (double)positives / target.Labels.Length, fitted = positives == rare ? rare / (rare + kept) : kept / (rare + kept);
        ITransformer model = new UnderSampledEstimator<ITransformer>(host, estimator, options.TargetColumnName, ratio, seed).Fit(target.Rows);
        return (Probability.WithOdds(mlContext, model, target.Rows, Probability.OddsFactor(fitted, prevalence)), $"For the time given it was fitted to all {rare} rows of the rarer class and {kept:0} of the other, and its probabilities were set back to the prevalence.");
    }
}

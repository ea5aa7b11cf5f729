using Ple.MLNet.Tables;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>Options of <see cref="BestClassifierEstimator"/>.</summary>
public sealed class BestClassifierOptions
{
    /// <summary>The classes, two or more: text, Boolean, key or number; rows without one are left out. Default "Label".</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The class that is looked for; null, the default, is true, or the rarer one of other types. Of two classes only.</summary>
    public object? PositiveClass { get; init; }

    /// <summary>Column that candidates are trained on: Boolean, true of the positive class; of more than two classes a key. It is there while fitting only. Default "Target".</summary>
    public string TargetColumnName { get; init; } = "Target";

    /// <summary>Columns that are not learnt from, such as identifiers. Default none; texts with more different values than <see cref="MaximumCategories"/> and whole numbers that only rise are left out by themselves, and named
    /// in the report.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; init; } = [];

    /// <summary>Candidates, those first that are to be taken unless another is better: of two that are as good the first is chosen. Null, the default, is blends of logistic regression, boosted trees (LightGBM, small and
    /// slow) and a random forest, then each of them; for tables of up to 1,000 rows boosted trees with new rows and balanced bagging, for longer ones larger boosted trees, class weights and under-sampling.</summary>
    public IReadOnlyList<ClassifierCandidate>? Candidates { get; init; }

    /// <summary>What candidates are compared by, on rows that they were not fitted to. Default <see cref="ClassMetric.LogLoss"/>: right probabilities serve every cut.</summary>
    public ClassMetric Metric { get; init; } = ClassMetric.LogLoss;

    /// <summary>What the cut of the chosen one is for; with more than two classes its offsets, and of F1, balanced accuracy and accuracy only. Default <see cref="ThresholdGoal.BalancedAccuracy"/>.</summary>
    public ThresholdGoal Goal { get; init; } = ThresholdGoal.BalancedAccuracy;

    /// <summary>Folds of the inner stratified cross-validation, 2 to 100. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Rows of one value of this column stay in one fold. Default none.</summary>
    public string? GroupColumnName { get; init; }

    /// <summary>Most rows that candidates are compared on, 100 or more; of a longer table a stratified part is taken (more where the rarest class would keep fewer than 100 rows), and the chosen one is fitted to all. Default 50,000.</summary>
    public int MostRowsCompared { get; init; } = 50_000;

    /// <summary>Most distinct values of a text column that is learnt from. Default 100, range 2 to 10,000.</summary>
    public int MaximumCategories { get; init; } = TableEncodingOptions.DefaultMaximumCategories;

    /// <summary>Seconds, above 0: candidates behind those that fit in are not tried, and of a table that is too long the chosen one is fitted to a part. A candidate that has begun is not broken off. Null, the default, is
    /// any number.</summary>
    public double? BudgetSeconds { get; init; }

    /// <summary>Fits every candidate to all rows, not the chosen one alone: for comparisons on rows of one's own. Default false.</summary>
    public bool FitsEveryCandidate { get; init; }

    /// <summary>Of folds and learners. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    /// <summary>Is told of each candidate when it is done. Default none.</summary>
    public IProgress<CandidateResult>? Progress { get; init; }

    /// <summary>Looked at between fits. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(TargetColumnName);
        ArgumentNullException.ThrowIfNull(ExcludedColumnNames);
        ArgumentNullException.ThrowIfNull(Goal);
        if (!Enum.IsDefined(Metric) || Metric is ClassMetric.CalibrationSlope or ClassMetric.ProbabilityRatio)
            throw new ArgumentOutOfRangeException(nameof(Metric), Metric, "Candidates are compared by a metric of which more, or less, is better.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Folds, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostRowsCompared, 100);
        TableEncodingOptions.CheckMaximumCategories(MaximumCategories);
        if (BudgetSeconds is { } budget && !(budget > 0))
            throw new ArgumentOutOfRangeException(nameof(BudgetSeconds), budget, "A budget must be above 0 seconds.");
        if (Candidates is { } candidates && (candidates.Count == 0 || candidates.Any(c => c is null || c.Estimator is null || string.IsNullOrEmpty(c.Name)) || candidates.DistinctBy(c => c.Name).Count() != candidates.Count))
            throw new ArgumentException("Candidates need an estimator and a name of their own each.", nameof(Candidates));
    }
}

namespace Ple.MLNet.Validation;

/// <summary>Options of <see cref="TunedThresholdEstimator"/>, and of <see cref="TunedOffsetsEstimator"/>.</summary>
public sealed class TunedThresholdOptions
{
    /// <summary>Column of the classes in the input of the estimator: Boolean of two classes, text, key or number of more. Default "Label".</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>What the cut or the offsets are chosen for. Default <see cref="ThresholdGoal.BalancedAccuracy"/>.</summary>
    public ThresholdGoal Goal { get; init; } = ThresholdGoal.BalancedAccuracy;

    /// <summary>Folds of the inner stratified cross-validation, 2 to 100. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Column of Single that the cut is laid on; of more classes a vector of their probabilities. Null, the default, is "Probability" where there are two classes and the model makes one, else "Score".</summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>Rows of one value of this column stay in one fold. Default none.</summary>
    public string? GroupColumnName { get; init; }

    /// <summary>Of the folds. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Goal);
        ArgumentOutOfRangeException.ThrowIfLessThan(Folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Folds, 100);
    }
}

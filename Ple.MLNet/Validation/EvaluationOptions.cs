namespace Ple.MLNet.Validation;

/// <summary>Columns of classified rows, and how sure to be of their metrics.</summary>
public sealed class EvaluationOptions
{
    /// <summary>The classes: text, Boolean, key or number with few values; none missing. Default "Label".</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>What the model names each row, of the label's own type. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>Of two classes the probability of the positive one (Single); of more, or of two as well, a vector of Single with a probability for each class. Null, the default, is "Probability" where there are two classes and it is there,
    /// else "Score" where it is such a vector; without either, what needs probabilities is not available.</summary>
    public string? ProbabilityColumnName { get; init; }

    /// <summary>Of two classes the positive one; null, the default, is true, or the rarer one of other types.</summary>
    public object? PositiveClass { get; init; }

    /// <summary>Resamples of the rows for intervals, 0 (none) to 100,000. Default 200.</summary>
    public int Resamples { get; init; } = 200;

    /// <summary>Level of the intervals, above 0 and below 1. Default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Of the resamples. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(PredictedLabelColumnName);
        ArgumentOutOfRangeException.ThrowIfNegative(Resamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Resamples, 100_000);
        if (!(Level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "A level lies above 0 and below 1.");
    }
}

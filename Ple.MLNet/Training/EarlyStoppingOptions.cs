namespace Ple.MLNet.Training;

/// <summary>When training stops before its last step: by the likelihood of rows set apart, or of a model that gives none by the distance of its rows from them,
/// which takes 100 rows set apart; with fewer it does not stop early.</summary>
public sealed class EarlyStoppingOptions
{
    /// <summary>Share of the rows of each class that is set apart, from 0 (no early stopping) to 0.5, of all classes together at most 10,000 rows; null, the default, is 0.15 for a table
    /// and 0 for a vector column.</summary>
    public double? ValidationFraction { get; init; }

    /// <summary>Steps between two looks at the rows set apart, at least 1. Default 100.</summary>
    public int EverySteps { get; init; } = 100;

    /// <summary>Looks without a better likelihood after which training stops, at least 1. Default 5.</summary>
    public int Patience { get; init; } = 5;

    internal void Validate()
    {
        if (ValidationFraction is { } share && !(share is >= 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(ValidationFraction), share, "The validation fraction must be from 0 to 0.5.");
        ArgumentOutOfRangeException.ThrowIfLessThan(EverySteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
    }
}

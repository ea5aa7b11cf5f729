namespace Ple.MLNet.Models;

/// <summary>
/// Lets the trainer choose the model of a table: each candidate is fitted to three quarters of the rows, and the one is taken, and fitted to all, whose rows a classifier tells least well from the other quarter
/// (two-sample AUC; 0.5 is best). What was found is in <see cref="Generation.TrainingSummary.ModelChoice"/> and told as a message of the MLContext.
/// </summary>
/// <remarks>Of a table only; without a checkpoint and a start from another generator. What is saved is the chosen model.</remarks>
public sealed class AutomaticModelOptions : GenerativeModelOptions
{
    /// <summary>What is tried, in the order of preference where two are as good. Null, the default: adversarial forest, sequential trees and mixture, and of tables of 500 to 50,000 rows the variational autoencoder of the
    /// trainer's own default, which takes many times as long.</summary>
    public IReadOnlyList<GenerativeModelOptions>? Candidates { get; init; }

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => throw new NotSupportedException("Which model it is the trainer chooses by its rows.");

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        if (Candidates is not { } candidates)
            return;
        if (candidates.Count == 0 || candidates.Any(c => c is null or AutomaticModelOptions))
            throw new ArgumentException("One candidate or more, none of them automatic.", nameof(Candidates));
        foreach (GenerativeModelOptions candidate in candidates)
            candidate.Validate();
    }
}

using Microsoft.ML;

namespace Ple.MLNet.Validation;

/// <summary>One fold of a cross-validation.</summary>
public sealed class CrossValidatedFold
{
    internal CrossValidatedFold(int fold, ITransformer model, IDataView scoredHeldOut, ClassificationReport metrics) => (Fold, Model, ScoredHeldOut, Metrics) = (fold, model, scoredHeldOut, metrics);

    /// <summary>From 0.</summary>
    public int Fold { get; }

    /// <summary>Fitted to the rows of the other folds.</summary>
    public ITransformer Model { get; }

    /// <summary>The fold's rows as the model sees them.</summary>
    public IDataView ScoredHeldOut { get; }

    /// <summary>How well it does on them.</summary>
    public ClassificationReport Metrics { get; }
}

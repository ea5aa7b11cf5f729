using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>The chosen classifier with its cut. Of two classes it adds Probability of the positive one, and PredictedLabel: Boolean, true from the cut on; of more, Score
/// with a probability for each, and PredictedLabel: a key with their names. It is saved as a chain of ML.NET's own where the candidate is one: a file of a default candidate loads without this library.</summary>
public sealed class BestClassifierTransformer : ChainTransformer
{
    internal BestClassifierTransformer(IReadOnlyDictionary<string, TransformerChain<ITransformer>> fitted, CandidateResult chosen, ClassifierReport report) : base(fitted[chosen.Name])
        => (Fitted, Cut, Report) = (fitted, chosen.Cut, report);

    /// <summary>By name, the candidates that were fitted to all rows, each with its own cut: the chosen one, or all where the options say so.</summary>
    public IReadOnlyDictionary<string, TransformerChain<ITransformer>> Fitted { get; }

    /// <summary>Rows whose probability is at least this are positive; NaN of more than two classes.</summary>
    public double Cut { get; }

    /// <summary>What was tried, and what came of it.</summary>
    public ClassifierReport Report { get; }

    private protected override void DisposeModels()
    {
        foreach (TransformerChain<ITransformer> model in Fitted.Values)
            model.Dispose();
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Validation;

/// <summary>A model whose PredictedLabel follows a tuned cut. It is saved as a chain of ML.NET's own.</summary>
public sealed class TunedThresholdTransformer : ChainTransformer
{
    internal TunedThresholdTransformer(TransformerChain<ITransformer> model, double cut, string column, double value, string goal) : base(model)
        => (Cut, ScoreColumnName, HeldOutValue, Goal) = (cut, column, value, goal);

    /// <summary>Rows whose score is at least this are positive.</summary>
    public double Cut { get; }

    /// <summary>The column of the score.</summary>
    public string ScoreColumnName { get; }

    /// <summary>What the cut came to on held-out rows, on which it was chosen; of a cost its negative.</summary>
    public double HeldOutValue { get; }

    /// <summary>What it was chosen for, in words.</summary>
    public string Goal { get; }
}

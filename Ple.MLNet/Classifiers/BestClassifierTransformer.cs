using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Classifiers;

/// <summary>The chosen classifier with its cut. It is saved as <see cref="Model"/>, a chain of ML.NET's own where the candidate is one: a file of a default candidate loads without this library.</summary>
public sealed class BestClassifierTransformer : ITransformer, IDisposable
{
    internal BestClassifierTransformer(IReadOnlyDictionary<string, TransformerChain<ITransformer>> fitted, CandidateResult chosen, ClassifierReport report)
        => (Fitted, Model, Cut, Report) = (fitted, fitted[chosen.Name], chosen.Cut, report);

    /// <summary>By name, the candidates that were fitted to all rows, each with its own cut: the chosen one, or all where the options say so.</summary>
    public IReadOnlyDictionary<string, TransformerChain<ITransformer>> Fitted { get; }

    /// <summary>Of two classes it adds Probability of the positive one, and PredictedLabel: Boolean, true from the cut on. Of more, Score with a probability for each, and PredictedLabel: a key with their names.</summary>
    public TransformerChain<ITransformer> Model { get; }

    /// <summary>Rows whose probability is at least this are positive; NaN of more than two classes.</summary>
    public double Cut { get; }

    /// <summary>What was tried, and what came of it.</summary>
    public ClassifierReport Report { get; }

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => ((ITransformer)Model).IsRowToRowMapper;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Model.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => Model.Transform(input);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)Model).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)Model).Save(ctx);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TransformerChain<ITransformer> model in Fitted.Values)
            model.Dispose();
    }
}

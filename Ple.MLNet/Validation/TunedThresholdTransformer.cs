using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Validation;

/// <summary>A model whose PredictedLabel follows a tuned cut. It is saved as <see cref="Model"/>, a chain of ML.NET's own: what a file gives back needs nothing of this library that the model does not need.</summary>
public sealed class TunedThresholdTransformer : ITransformer, IDisposable
{
    internal TunedThresholdTransformer(TransformerChain<ITransformer> model, double cut, string column, double value, string goal)
        => (Model, Cut, ScoreColumnName, HeldOutValue, Goal) = (model, cut, column, value, goal);

    /// <summary>The inner model, and the decision behind it.</summary>
    public TransformerChain<ITransformer> Model { get; }

    /// <summary>Rows whose score is at least this are positive.</summary>
    public double Cut { get; }

    /// <summary>The column of the score.</summary>
    public string ScoreColumnName { get; }

    /// <summary>What the cut came to on held-out rows, on which it was chosen; of a cost its negative.</summary>
    public double HeldOutValue { get; }

    /// <summary>What it was chosen for, in words.</summary>
    public string Goal { get; }

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
    public void Dispose() => Model.Dispose();
}

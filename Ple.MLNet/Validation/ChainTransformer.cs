using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Validation;

/// <summary>A model that is a chain, with what was found beside it. It transforms and is saved as <see cref="Model"/>: what a file gives back needs nothing of this library that the chain's parts do not need.</summary>
public abstract class ChainTransformer : ITransformer, IDisposable
{
    private protected ChainTransformer(TransformerChain<ITransformer> model) => Model = model;

    /// <summary>The inner model, and the decision behind it.</summary>
    public TransformerChain<ITransformer> Model { get; }

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
        DisposeModels();
        GC.SuppressFinalize(this);
    }

    private protected virtual void DisposeModels() => Model.Dispose();
}

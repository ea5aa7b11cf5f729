using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.SelfConsumption;

/// <summary>
/// The last generation of a self-consuming loop, with the loop's history. It transforms as that generation's transformer does, and is saved as it: what a file gives back is that
/// transformer alone. Disposing of it disposes of the transformer.
/// </summary>
public sealed class SelfConsumingLoopTransformer<TTransformer> : ITransformer, IDisposable
    where TTransformer : class, ITransformer
{
    internal SelfConsumingLoopTransformer(TTransformer last, ConsumptionHistory history) => (Last, History) = (last, history);

    /// <summary>The last generation's transformer.</summary>
    public TTransformer Last { get; }

    /// <summary>The generations and their scores.</summary>
    public ConsumptionHistory History { get; }

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => Last.IsRowToRowMapper;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Last.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => Last.Transform(input);

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Last.GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Last.Save(ctx);

    /// <inheritdoc/>
    public void Dispose() => (Last as IDisposable)?.Dispose();
}

using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Validation;

/// <summary>A model of several classes whose PredictedLabel is the largest probability after a tuned shift of the prior. It is saved as <see cref="Model"/>, a chain of ML.NET's own.</summary>
public sealed class TunedOffsetsTransformer : ITransformer, IDisposable
{
    internal TunedOffsetsTransformer(TransformerChain<ITransformer> model, IReadOnlyDictionary<object, double> offsets, double value, double plain, string goal)
        => (Model, Offsets, HeldOutValue, PlainHeldOutValue, Goal) = (model, offsets, value, plain, goal);

    /// <summary>The inner model, and the decision behind it. Its probabilities stay as they were.</summary>
    public TransformerChain<ITransformer> Model { get; }

    /// <summary>By class what is added to the log of its probability; their mean is 0.</summary>
    public IReadOnlyDictionary<object, double> Offsets { get; }

    /// <summary>What the offsets came to on held-out rows, on which they were chosen.</summary>
    public double HeldOutValue { get; }

    /// <summary>The same by the largest probability alone.</summary>
    public double PlainHeldOutValue { get; }

    /// <summary>What they were chosen for, in words.</summary>
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

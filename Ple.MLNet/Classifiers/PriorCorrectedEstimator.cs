using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Classifiers;

/// <summary>Gives the probabilities of an estimator that is fitted to another mix of classes (class weights, under-sampling, added rows) back to the prevalence of the training rows. The chain is ML.NET's own.
/// Made by <c>mlContext.Ple.PriorCorrected(...)</c>.</summary>
public sealed class PriorCorrectedEstimator : IEstimator<TransformerChain<ITransformer>>
{
    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly string _label;
    private readonly double _fitted;

    internal PriorCorrectedEstimator(MLContext mlContext, IEstimator<ITransformer> inner, double fittedPrevalence, string label)
    {
        _host = ((IHostEnvironment)mlContext).Register(nameof(PriorCorrectedEstimator));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckNonEmpty(label, nameof(label));
        if (!(fittedPrevalence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fittedPrevalence), fittedPrevalence, "A prevalence lies above 0 and below 1.");
        (_mlContext, _inner, _fitted, _label) = (mlContext, inner, fittedPrevalence, label);
    }

    /// <summary>Fits the estimator, and takes the prevalence from the rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is not there, or not Boolean.</exception>
    /// <exception cref="InvalidOperationException">The rows have one class alone.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        if (input.Schema.GetColumnOrNull(_label) is not DataViewSchema.Column label)
            throw _host.ExceptSchemaMismatch(nameof(input), "label", _label);
        if (label.Type != BooleanDataViewType.Instance)
            throw _host.ExceptSchemaMismatch(nameof(input), "label", _label, "Boolean", label.Type.ToString());
        double prevalence = input.GetColumn<bool>(label).Select(l => l ? 1.0 : 0).DefaultIfEmpty(0).Average();
        return prevalence is > 0 and < 1 ? Probability.WithPrior(_mlContext, _inner.Fit(input), input, _fitted, prevalence) : throw _host.Except($"Column '{_label}' holds one class only.");
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(inputSchema);
}

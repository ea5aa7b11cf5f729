using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// Fits any estimator on the rows given plus new ones of rare classes, and returns that estimator's own transformer. New rows exist while fitting
/// only: scoring, evaluation and cross-validation never see them, and nothing of this library is in the saved model. Wrap the whole chain
/// rather than its trainer, so that new rows are made of raw columns.
/// </summary>
/// <typeparam name="TTransformer">What the inner estimator fits.</typeparam>
public sealed class AugmentedEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private readonly IHost _host;
    private readonly IEstimator<TTransformer> _inner;
    private readonly AugmentationOptions _options;
    private readonly int _seed;

    internal AugmentedEstimator(IHostEnvironment environment, IEstimator<TTransformer> inner, AugmentationOptions options)
    {
        _host = environment.Register(nameof(AugmentedEstimator<TTransformer>));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_inner, _options, _seed) = (inner, options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Fits the sampler on <paramref name="input"/>, adds its rows, and fits the inner estimator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label or another named column is not there or cannot be encoded, or the strategy names a class that the table does not hold.</exception>
    /// <exception cref="InvalidOperationException">The table is empty, holds one class only, or a column has too many values.</exception>
    public TTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return _inner.Fit(RowAugmenter.Augment(_host, input, _options, _seed));
    }

    /// <summary>The inner estimator's output schema.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        if (!inputSchema.TryFindColumn(_options.LabelColumnName, out _))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "label", _options.LabelColumnName);
        return _inner.GetOutputSchema(inputSchema);
    }
}

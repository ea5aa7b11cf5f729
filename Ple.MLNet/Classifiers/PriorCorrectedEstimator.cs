using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>Gives the probabilities of an estimator that is fitted to another mix of classes (class weights, under-sampling, added rows) back to the prevalence of the training rows: their odds are multiplied by one
/// number. The chain is ML.NET's own. Made by <c>mlContext.Ple.PriorCorrected(...)</c>.</summary>
public sealed class PriorCorrectedEstimator : IEstimator<TransformerChain<ITransformer>>
{
    private const int Folds = 5;

    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly string _label;
    private readonly double? _fitted;
    private readonly int _seed;

    internal PriorCorrectedEstimator(MLContext mlContext, IEstimator<ITransformer> inner, double? fittedPrevalence, string label, int? seed = null)
    {
        _host = ((IHostEnvironment)mlContext).Register(nameof(PriorCorrectedEstimator));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckNonEmpty(label, nameof(label));
        if (fittedPrevalence is { } given && !(given is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fittedPrevalence), fittedPrevalence, "A prevalence lies above 0 and below 1.");
        (_mlContext, _inner, _fitted, _label, _seed) = (mlContext, inner, fittedPrevalence, label, seed ?? _host.Rand.Next());
    }

    /// <summary>Fits the estimator, and takes the prevalence from the rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is not there, or not Boolean; or there is no Probability.</exception>
    /// <exception cref="InvalidOperationException">The rows have one class alone, or a probability is none.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        if (input.Schema.GetColumnOrNull(_label) is not DataViewSchema.Column label)
            throw _host.ExceptSchemaMismatch(nameof(input), "label", _label);
        if (label.Type != BooleanDataViewType.Instance)
            throw _host.ExceptSchemaMismatch(nameof(input), "label", _label, "Boolean", label.Type.ToString());
        double prevalence = input.GetColumn<bool>(label).Select(l => l ? 1.0 : 0).DefaultIfEmpty(0).Average();
        if (!(prevalence is > 0 and < 1))
            throw _host.Except($"Column '{_label}' holds one class only.");
        double factor = _fitted is { } fitted ? Probability.OddsFactor(fitted, prevalence) : Probability.OddsFactor(HeldOut(input), prevalence);
        return Probability.WithOdds(_mlContext, _inner.Fit(input), input, factor);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(inputSchema);

    /// <summary>A probability of each row by a model that has not seen it.</summary>
    private double[] HeldOut(IDataView input)
    {
        var folds = new StratifiedFolds(_host, input, _label, Folds, groupColumnName: null, _seed);
        var probabilities = new List<double>();
        for (int fold = 0; fold < folds.Count; fold++)
        {
            ITransformer model = _inner.Fit(folds.Training(fold));
            IDataView scored = model.Transform(folds.HeldOut(fold));
            if (scored.Schema.GetColumnOrNull(ScoredColumns.Probability)?.Type != NumberDataViewType.Single)
                throw _host.ExceptSchemaMismatch(nameof(input), "probability", ScoredColumns.Probability, "Single", scored.Schema.GetColumnOrNull(ScoredColumns.Probability)?.Type.ToString() ?? "none");
            probabilities.AddRange(ClassProbabilities.ReadSingle(_host, scored, ScoredColumns.Probability));
            (model as IDisposable)?.Dispose();
        }
        return [.. probabilities];
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Validation;

/// <summary>
/// Fits an estimator of three or more classes on all rows, and shifts the prior of its probabilities where rows that it was not fitted to say it is best: a class is named by the largest of log-probability and offset,
/// and the offsets are tuned on inner stratified cross-validation. Made by <c>mlContext.Ple.TunedOffsets(...)</c>; of two classes a cut does the same, by <see cref="TunedThresholdEstimator"/>.
/// </summary>
public sealed class TunedOffsetsEstimator : IEstimator<TunedOffsetsTransformer>
{
    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly TunedThresholdOptions _options;
    private readonly int _seed;

    internal TunedOffsetsEstimator(MLContext mlContext, IEstimator<ITransformer> inner, TunedThresholdOptions options)
    {
        _host = ((IHostEnvironment)mlContext).Register(nameof(TunedOffsetsEstimator));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        _ = options.Goal.OfManyClasses;
        (_mlContext, _inner, _options, _seed) = (mlContext, inner, options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Fits one model for each fold and one on all rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is not there, or no vector of probabilities, or no PredictedLabel of key type.</exception>
    /// <exception cref="InvalidOperationException">The label has fewer than three classes or is missing in a row, or a probability is none.</exception>
    public TunedOffsetsTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        (TableCondition classes, int[] labels) = ConditionReader.ReadAll(_host, input, _options.LabelColumnName);
        if (classes.Categories.Count < 3)
            throw _host.Except($"Column '{_options.LabelColumnName}' holds {classes.Categories.Count} classes: offsets are for three or more; of two, lay a cut by TunedThreshold.");
        if (Array.IndexOf(labels, -1) is >= 0 and var missing)
            throw _host.Except($"Column '{_options.LabelColumnName}' is missing in row {missing}: offsets are tuned on classes that are known.");
        var folds = new StratifiedFolds(_host, input, _options.LabelColumnName, _options.Folds, _options.GroupColumnName, _seed);
        ITransformer model = _inner.Fit(input);
        IDataView scored = model.Transform(input);
        string column = _options.ScoreColumnName ?? ScoredColumns.Score;
        if (scored.Schema.GetColumnOrNull(ScoredColumns.PredictedLabel)?.Type is not KeyDataViewType)
            throw _host.ExceptSchemaMismatch(nameof(scored), "predicted label", ScoredColumns.PredictedLabel, "key", scored.Schema.GetColumnOrNull(ScoredColumns.PredictedLabel)?.Type.ToString() ?? "none");
        int[] slots = ClassProbabilities.SlotsOf(_host, scored, column, [.. classes.Categories]);
        double[][] probabilities = [.. slots.Select(_ => new double[labels.Length])];
        for (int fold = 0; fold < folds.Count; fold++)
        {
            ITransformer ofFold = _inner.Fit(folds.Training(fold));
            IDataView heldOut = ofFold.Transform(folds.HeldOut(fold));
            double[][] made = ClassProbabilities.ReadSlots(_host, heldOut, column, ClassProbabilities.SlotsOf(_host, heldOut, column, [.. classes.Categories]));
            (ofFold as IDisposable)?.Dispose();
            folds.Place(fold, made, probabilities);
        }
        ClassDecision decision = ClassDecision.Find(_options.Goal, probabilities, labels);
        double[] bySlot = new double[((VectorDataViewType)scored.Schema[column].Type).Size];
        for (int c = 0; c < slots.Length; c++)
        {
            if (slots[c] >= 0)
                bySlot[slots[c]] = decision.Offsets[c];
        }
        return new(ClassDecision.ByOffsets(_mlContext, model, scored, column, bySlot), classes.Categories.Zip(decision.Offsets, (value, offset) => KeyValuePair.Create(value, offset)).ToDictionary(),
            decision.Value(_options.Goal, probabilities, labels), ClassDecision.Plain(slots.Length).Value(_options.Goal, probabilities, labels), _options.Goal.ToString());
    }

    /// <summary>The estimator's own columns; PredictedLabel follows the offsets.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(inputSchema);
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Validation;

/// <summary>
/// Fits a two-class estimator on all rows, and lays the cut of its probability where rows that it was not fitted to say it is best: inner stratified cross-validation gives every row a probability of a model
/// that has not seen it. Made by <c>mlContext.Ple.TunedThreshold(...)</c>.
/// </summary>
public sealed class TunedThresholdEstimator : IEstimator<TunedThresholdTransformer>
{
    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly TunedThresholdOptions _options;
    private readonly int _seed;

    internal TunedThresholdEstimator(MLContext mlContext, IEstimator<ITransformer> inner, TunedThresholdOptions options)
    {
        _host = ((IHostEnvironment)mlContext).Register(nameof(TunedThresholdEstimator));
        _host.CheckValue(inner, nameof(inner));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_mlContext, _inner, _options, _seed) = (mlContext, inner, options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Fits one model for each fold and one on all rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is not there, or neither probability nor score.</exception>
    /// <exception cref="InvalidOperationException">The label has one class, or is missing in a row; or no cut reaches the goal.</exception>
    public TunedThresholdTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var folds = new StratifiedFolds(_host, input, _options.LabelColumnName, _options.Folds, _options.GroupColumnName, _seed);
        ITransformer model = _inner.Fit(input);
        IDataView scored = model.Transform(input);
        string column = ScoreColumn(scored.Schema);
        var scores = new List<double>();
        var labels = new List<bool>();
        for (int fold = 0; fold < folds.Count; fold++)
        {
            ITransformer ofFold = _inner.Fit(folds.Training(fold));
            Read(ofFold.Transform(folds.HeldOut(fold)), column, scores, labels);
            (ofFold as IDisposable)?.Dispose();
        }
        if (!labels.Contains(true) || !labels.Contains(false))
            throw _host.Except($"Column '{_options.LabelColumnName}' holds one class only: there is no cut between classes.");
        (double cut, double value) = _options.Goal.Find([.. scores], [.. labels]);
        using IChannel channel = _host.Start("Threshold");
        channel.Info($"Cut of {column}: {cut:g4}; {_options.Goal} on held-out rows {value:g4}.");
        return new(ClassDecision.ByCut(_mlContext, model, scored, column, cut), cut, column, value, _options.Goal.ToString());
    }

    /// <summary>The estimator's own columns; PredictedLabel follows the cut.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _inner.GetOutputSchema(inputSchema);

    private string ScoreColumn(DataViewSchema schema)
    {
        string name = _options.ScoreColumnName ?? (schema.GetColumnOrNull(ScoredColumns.Probability) is not null ? ScoredColumns.Probability : ScoredColumns.Score);
        if (schema.GetColumnOrNull(name) is not DataViewSchema.Column column)
            throw _host.ExceptSchemaMismatch(nameof(schema), "score", name);
        return column.Type == NumberDataViewType.Single ? name : throw _host.ExceptSchemaMismatch(nameof(schema), "score", name, "Single (two classes)", column.Type.ToString());
    }

    private void Read(IDataView scored, string column, List<double> scores, List<bool> labels)
    {
        if (scored.Schema.GetColumnOrNull(_options.LabelColumnName) is not DataViewSchema.Column label || label.Type != BooleanDataViewType.Instance)
            throw _host.ExceptSchemaMismatch(nameof(scored), "label", _options.LabelColumnName, "Boolean", scored.Schema.GetColumnOrNull(_options.LabelColumnName)?.Type.ToString() ?? "none");
        scores.AddRange(scored.GetColumn<float>(column).Select(s => (double)s));
        labels.AddRange(scored.GetColumn<bool>(label));
        int wrong = scores.FindIndex(score => !double.IsFinite(score));
        if (wrong >= 0)
            throw _host.Except($"Column '{column}' holds {scores[wrong]} in a held-out row: a cut takes finite scores.");
    }
}

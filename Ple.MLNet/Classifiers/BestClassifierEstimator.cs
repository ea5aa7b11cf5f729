using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>
/// Finds the classifier that does best on one's own imbalanced table: candidates are compared by inner stratified cross-validation, the first is taken that is not worse than the best beyond its paired error, and
/// its cut (of more than two classes the shift of its prior) is laid where held-out rows say that it is best. Made by <c>mlContext.Ple.BestClassifier(...)</c>.
/// </summary>
public sealed class BestClassifierEstimator : IEstimator<BestClassifierTransformer>
{
    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly BestClassifierOptions _options;
    private readonly int _seed;

    internal BestClassifierEstimator(MLContext mlContext, BestClassifierOptions options)
    {
        _host = ((IHostEnvironment)mlContext).Register(nameof(BestClassifierEstimator));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_mlContext, _options, _seed) = (mlContext, options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Compares, chooses, and fits the chosen one to all rows. The rows are kept in memory while it runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label or another named column is not there or cannot be used.</exception>
    /// <exception cref="InvalidOperationException">There is one class only, no column is left to learn from, or no candidate could be fitted.</exception>
    public BestClassifierTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        var clock = new Budget(_options.BudgetSeconds);
        if (input.Schema.GetColumnOrNull(_options.TargetColumnName) is not null && _options.TargetColumnName != _options.LabelColumnName)
            throw _host.ExceptParam(nameof(_options.TargetColumnName), $"The table has a column {Quoted.Value(_options.TargetColumnName)} of its own: name another for what candidates are trained on.");
        TableProfile profile = TableProfile.Of(_host, input, _options.LabelColumnName, _options.ExcludedColumnNames, _options.MaximumCategories);
        Check(profile);
        ClassTarget target = ClassTarget.Of(_host, input, profile, _options);
        target = target with { Rows = _mlContext.Data.Cache(target.Rows) };
        IReadOnlyList<ClassifierCandidate> candidates = _options.Candidates ?? DefaultCandidates.Of(_mlContext, profile, _options, target, _seed);
        bool hasScores = input.Schema.Any(c => c.Name is ScoredColumns.Score or ScoredColumns.Probability or ScoredColumns.PredictedLabel); // a blend's first member would replace it for the others
        var comparison = new CandidateComparison(_mlContext, _host, _options, clock, _seed);
        (IReadOnlyList<CandidateResult> results, int[] compared) = comparison.Run(target, candidates, _options.Candidates is null && !hasScores ? DefaultCandidates.Blends : []);
        CandidateResult chosen = results.Single(r => r.IsChosen);
        var final = new FinalFit(_mlContext, _host, _options, clock, _seed);
        var fitted = new Dictionary<string, TransformerChain<ITransformer>>();
        string? part = null;
        foreach (CandidateResult result in results.Where(r => r.IsChosen || _options.FitsEveryCandidate && r.Failure is null).OrderByDescending(r => r.IsChosen))
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            (ITransformer model, string? left) = final.Fit(target, compared.Length, result, candidates);
            IDataView scored = model.Transform(target.Rows);
            fitted[result.Name] = target.IsBinary ? ClassDecision.ByCut(_mlContext, model, scored, ScoredColumns.Probability, result.Cut)
                : ClassDecision.ByOffsets(_mlContext, model, scored, ScoredColumns.Score, result.Decision.Offsets);
            part ??= left;
        }
        return new(fitted, chosen, new(profile, _options.Metric, results, ClassifierAdvice.Of(_options, profile, target, results, compared, part)));
    }

    /// <summary>The input's columns, and those of two classes: Probability and PredictedLabel. (How many classes there are only rows can tell: of more, Score holds a probability for each, and PredictedLabel is a key.)</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        if (!inputSchema.TryFindColumn(_options.LabelColumnName, out _))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "label", _options.LabelColumnName);
        return new([.. inputSchema, new SchemaShape.Column(ScoredColumns.Probability, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false),
            new SchemaShape.Column(ScoredColumns.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false)]);
    }

    private void Check(TableProfile profile)
    {
        if (profile.Classes.Count < 2)
            throw _host.Except($"Column '{_options.LabelColumnName}' holds {profile.Classes.Count} {(profile.Classes.Count == 1 ? "class" : "classes")}: a classifier tells two or more apart.");
        if (profile.Classes[^1].Value < _options.Folds)
            throw _host.Except($"Class {Quoted.Value(profile.Classes[^1].Key)} has {profile.Classes[^1].Value} rows, and there are {_options.Folds} folds: each needs one. Lower {nameof(_options.Folds)}, or gather more rows.");
        if (_options.Candidates is null && profile.Columns.All(c => c.LeftOut is not null))
            throw _host.Except("No column is left to learn from: " + string.Join("; ", profile.Columns.Select(c => $"'{c.Name}' is left out ({c.LeftOut})")) + ".");
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>The mean probability of several estimators, as a chain of ML.NET's own transforms: a saved blend needs nothing of this library that its members do not need. Of two classes it adds Probability, and
/// PredictedLabel by one half; of more, Score with a probability for each and PredictedLabel as a key. Made by <c>mlContext.Ple.Blend(...)</c>.</summary>
public sealed class BlendEstimator : IEstimator<TransformerChain<ITransformer>>
{
    private const string MeanName = "<mean probability>", ScoresName = "<scores>";

    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly IReadOnlyList<IEstimator<ITransformer>> _members;

    internal BlendEstimator(MLContext mlContext, IReadOnlyList<IEstimator<ITransformer>> members)
    {
        _host = ((IHostEnvironment)mlContext).Register(nameof(BlendEstimator));
        _host.CheckParam(members.Count is >= 2 and <= 100 && members.All(m => m is not null), nameof(members), "A blend has 2 to 100 estimators.");
        (_mlContext, _members) = (mlContext, members);
    }

    /// <summary>Fits each to the same rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A member makes no Probability, nor Score and PredictedLabel of several classes.</exception>
    /// <exception cref="InvalidOperationException">A member changes a column of the input in place, which the ones behind it would then read.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return Chain(_mlContext, _host, input, [.. _members.Select(member => member.Fit(input))]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _members[^1].GetOutputSchema(inputSchema);

    private static TransformerChain<ITransformer> Chain(MLContext mlContext, IHost host, IDataView input, IReadOnlyList<ITransformer> models)
    {
        var steps = new List<ITransformer>();
        IDataView rows = input;
        bool? isBinary = null;
        foreach ((int index, ITransformer model) in models.Index())
        {
            Add(model);
            CheckInPlace(host, input.Schema, rows.Schema, index);
            isBinary ??= rows.Schema.GetColumnOrNull(ScoredColumns.Probability) is not null;
            if (isBinary == false)
                Add(mlContext.Transforms.CopyColumns(NameOf(index), CheckedScore(host, rows.Schema)).Fit(rows));
            else if (rows.Schema.GetColumnOrNull(ScoredColumns.Probability)?.Type != NumberDataViewType.Single)
                throw host.ExceptSchemaMismatch(nameof(input), "probability", ScoredColumns.Probability, "Single", rows.Schema.GetColumnOrNull(ScoredColumns.Probability)?.Type.ToString() ?? "none");
            else if (index == 0)
                Add(mlContext.Transforms.CopyColumns(MeanName, ScoredColumns.Probability).Fit(rows));
            else
                Add(mlContext.Transforms.Expression(MeanName, $"(m, p) => m + (p - m) * {Probability.Number(1.0 / (index + 1))}", MeanName, ScoredColumns.Probability).Fit(rows)); // an expression takes few columns
        }
        if (isBinary == true)
        {
            Add(mlContext.Transforms.CopyColumns(ScoredColumns.Probability, MeanName).Fit(rows));
            Add(mlContext.Transforms.Expression(ScoredColumns.PredictedLabel, "(p) => p >= 0.5f", ScoredColumns.Probability).Fit(rows));
            Add(mlContext.Transforms.DropColumns(MeanName).Fit(rows));
            return new([.. steps]);
        }
        string[] scores = [.. models.Select((_, index) => NameOf(index))];
        int classes = ((VectorDataViewType)rows.Schema[ScoredColumns.Score].Type).Size;
        Add(mlContext.Transforms.Concatenate(ScoresName, scores).Fit(rows));
        Add(ClassDecision.Linear(mlContext, rows.Schema, ScoresName, ScoredColumns.PredictedLabel, [.. Enumerable.Range(0, classes).Select(c =>
            Enumerable.Range(0, classes * models.Count).Select(slot => slot % classes == c ? 1f / models.Count : 0).ToArray())]));
        Add(mlContext.Transforms.DropColumns([ScoresName, .. scores]).Fit(rows));
        return new([.. steps]);

        void Add(ITransformer step)
        {
            steps.Add(step);
            rows = step.Transform(rows);
        }
    }

    private static string NameOf(int index) => $"<score {index}>";

    private static string CheckedScore(IHost host, DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(ScoredColumns.Score)?.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single
            && schema.GetColumnOrNull(ScoredColumns.PredictedLabel)?.Type is KeyDataViewType key && key.Count == (ulong)vector.Size)
            return ScoredColumns.Score;
        throw host.ExceptSchemaMismatch(nameof(schema), "probability", ScoredColumns.Probability, "Single; or of several classes Score with a probability for each, and PredictedLabel as a key",
            schema.GetColumnOrNull(ScoredColumns.Score)?.Type.ToString() ?? "none");
    }

    private static void CheckInPlace(IHost host, DataViewSchema before, DataViewSchema after, int index)
    {
        foreach (DataViewSchema.Column column in before.Where(c => !c.IsHidden))
        {
            if (after[column.Name].Index != column.Index && after.Count(c => c.Name == column.Name) > 1 && !column.Name.StartsWith('<'))
                throw host.Except($"Member {index} of the blend changes column {Quoted.Value(column.Name)} in place, which the members behind it would read: let it make a column of another name.");
        }
    }
}

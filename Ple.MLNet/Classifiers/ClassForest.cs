using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;
using Ple.MLNet.Tables;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>A forest for each class against the others, as <see cref="ProbabilityForest"/>; their shares are made to sum to 1.</summary>
internal sealed class ClassForest(MLContext mlContext, EstimatorChain<ITransformer> inputs, string target, string features, int? threads, int seed, int classes) : IEstimator<TransformerChain<ITransformer>>
{
    private const string Shares = "<shares>", Number = "<target>";

    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        var steps = new List<ITransformer>();
        IDataView rows = input;
        Add(inputs.Fit(rows));
        long count = rows.GetRowCount() ?? rows.GetColumn<uint>(target).LongCount();
        string least = Probability.Number(1.0 / (count + 2)), most = Probability.Number(1 - 1.0 / (count + 2));
        for (uint c = 1; c <= classes; c++)
        {
            uint one = c;
            var numbered = new AddedColumn<float>(mlContext, rows, Number, NumberDataViewType.Single, null, row =>
            {
                ValueGetter<uint> read = row.GetGetter<uint>(row.Schema[target]);
                uint value = 0;
                return (ref float number) =>
                {
                    read(ref value);
                    number = value == one ? 1 : 0;
                };
            }, rows.Schema[target]);
            Add(mlContext.Regression.Trainers.FastForest(ProbabilityForest.Options(Number, features, threads, seed)).Fit(numbered));
            Add(mlContext.Transforms.Expression($"<share {c}>", $"(s) => s < {least} ? {least} : (s > {most} ? {most} : s)", ScoredColumns.Score).Fit(rows));
        }
        Add(mlContext.Transforms.Concatenate(Shares, [.. Enumerable.Range(1, classes).Select(c => $"<share {c}>")]).Fit(rows));
        Add(mlContext.Transforms.NormalizeLpNorm(Shares, norm: LpNormNormalizingEstimatorBase.NormFunction.L1).Fit(rows));
        Add(ClassDecision.Linear(mlContext, rows.Schema, Shares, target, [.. Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, classes).Select(slot => slot == c ? 1f : 0).ToArray())]));
        return new([.. steps]);

        void Add(ITransformer step)
        {
            steps.Add(step);
            rows = step.Transform(rows);
        }
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputs.GetOutputSchema(inputSchema);
}

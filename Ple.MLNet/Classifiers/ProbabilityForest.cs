using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Transforms;
using Ple.MLNet.Validation;

namespace Ple.MLNet.Classifiers;

/// <summary>A forest whose trees hold the share of positives in each leaf: ML.NET's forest of regression trees on 0 and 1, kept off both ends by one row in n + 2 (ML.NET's own binary forest gives no probability).</summary>
internal sealed class ProbabilityForest(MLContext mlContext, EstimatorChain<ITransformer> inputs, string target, string features, int? threads, int seed) : IEstimator<TransformerChain<ITransformer>>
{
    private const string Number = "<target>";
    private const int Trees = 150, Leaves = 64, LeastRows = 3;

    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        IDataView numbered = mlContext.Transforms.Conversion.ConvertType(Number, target, DataKind.Single).Fit(input).Transform(input);
        TransformerChain<ITransformer> made = inputs.Fit(numbered);
        IDataView rows = made.Transform(numbered);
        RegressionPredictionTransformer<FastForestRegressionModelParameters> forest = mlContext.Regression.Trainers.FastForest(Options(Number, features, threads, seed)).Fit(rows);
        IDataView scored = forest.Transform(rows);
        string least = Probability.Number(1.0 / (Rows(numbered) + 2)), most = Probability.Number(1 - 1.0 / (Rows(numbered) + 2));
        ExpressionTransformer probability = mlContext.Transforms.Expression(ScoredColumns.Probability, $"(s) => s < {least} ? {least} : (s > {most} ? {most} : s)", "Score").Fit(scored);
        return new(made, forest, probability, mlContext.Transforms.Expression(ScoredColumns.PredictedLabel, "(p) => p >= 0.5f", ScoredColumns.Probability).Fit(probability.Transform(scored)));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputs.GetOutputSchema(inputSchema);

    public static FastForestRegressionTrainer.Options Options(string target, string features, int? threads, int seed) => new()
    {
        LabelColumnName = target, FeatureColumnName = features, NumberOfTrees = Trees, NumberOfLeaves = Leaves, MinimumExampleCountPerLeaf = LeastRows, FeatureFraction = 0.7, NumberOfThreads = threads, Seed = seed,
    };

    private static long Rows(IDataView view) => view.GetRowCount() ?? view.GetColumn<float>(Number).LongCount();
}

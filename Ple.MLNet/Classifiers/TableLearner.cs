using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

namespace Ple.MLNet.Classifiers;

/// <summary>Default learners of a table's classes, from its columns to a Probability of two, or a Score with a probability for each of more. Columns that they add begin with "&lt;", which no file's do.</summary>
internal sealed class TableLearner(MLContext mlContext, TableProfile profile, string target, int seed)
{
    private const string Features = "<features>", Numbers = "<numbers>";
    public const int LeafRows = 10;
    private const int FewRows = 50_000, Leaves = 8, Trees = 100;
    private const double Rate = 0.06;

    private readonly bool _isBinary = profile.Classes.Count == 2;

    /// <summary>Logistic regression (L-BFGS) on standardised numbers.</summary>
    public IEstimator<ITransformer> Logistic() => Chain(Inputs(isLinear: true), _isBinary ? mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(target, Features)
        : mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(target, Features));

    /// <summary>LightGBM with small trees and a low rate: 8 leaves, .06, 100 trees, L2 1.</summary>
    /// <param name="weight">Column of weights; null for none.</param>
    /// <param name="leafRows">Fewest rows of a leaf: with too many on few rows no tree has a split, and fitting fails.</param>
    public IEstimator<ITransformer> Boosted(string? weight = null, int leafRows = LeafRows) => Chain(Inputs(isLinear: false), _isBinary
        ? mlContext.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            LabelColumnName = target, FeatureColumnName = Features, ExampleWeightColumnName = weight, NumberOfLeaves = Leaves, LearningRate = Rate, NumberOfIterations = Trees,
            MinimumExampleCountPerLeaf = leafRows, NumberOfThreads = Threads, Seed = seed, Booster = new GradientBooster.Options { L2Regularization = 1 },
        })
        : mlContext.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            LabelColumnName = target, FeatureColumnName = Features, ExampleWeightColumnName = weight, NumberOfLeaves = Leaves, LearningRate = Rate, NumberOfIterations = Trees,
            MinimumExampleCountPerLeaf = leafRows, NumberOfThreads = Threads, Seed = seed, Booster = new GradientBooster.Options { L2Regularization = 1 }, UseSoftmax = true,
        }));

    /// <summary>LightGBM as ML.NET has it by default: trees of 20 to 30 leaves by the number of rows, 100 of them.</summary>
    public IEstimator<ITransformer> Large() => Chain(Inputs(isLinear: false), _isBinary
        ? mlContext.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options { LabelColumnName = target, FeatureColumnName = Features, NumberOfThreads = Threads, Seed = seed })
        : mlContext.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options { LabelColumnName = target, FeatureColumnName = Features, NumberOfThreads = Threads, Seed = seed }));

    /// <summary>150 trees of the mean class, whose leaves give probabilities.</summary>
    public IEstimator<ITransformer> Forest() => _isBinary
        ? new ProbabilityForest(mlContext, Inputs(isLinear: false), target, Features, Threads, seed)
        : new ClassForest(mlContext, Inputs(isLinear: false), target, Features, Threads, seed, profile.Classes.Count);

    private int? Threads => profile.Rows < FewRows ? 1 : null;

    private static EstimatorChain<ITransformer> Chain(EstimatorChain<ITransformer> inputs, IEstimator<ITransformer> trainer) => inputs.Append(trainer);

    private EstimatorChain<ITransformer> Inputs(bool isLinear)
    {
        string[] numbers = profile.Used(TableProfile.Number), categories = profile.Used(TableProfile.Category), vectors = profile.Used(TableProfile.Vector);
        var chain = new EstimatorChain<ITransformer>();
        var parts = new List<string>();
        if (numbers.Length > 0)
        {
            InputOutputColumnPair[] singles = [.. numbers.Select(n => new InputOutputColumnPair($"<{n}>", n))];
            chain = chain.Append<ITransformer>(mlContext.Transforms.Conversion.ConvertType(singles, DataKind.Single)).Append<ITransformer>(mlContext.Transforms.Concatenate(Numbers, [.. singles.Select(s => s.OutputColumnName)]));
            if (isLinear)
            {
                chain = chain.Append<ITransformer>(mlContext.Transforms.ReplaceMissingValues(Numbers, replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
                    .Append<ITransformer>(mlContext.Transforms.NormalizeMeanVariance(Numbers, fixZero: false));
            }
            parts.Add(Numbers);
        }
        foreach (string name in categories)
        {
            chain = chain.Append<ITransformer>(mlContext.Transforms.Categorical.OneHotEncoding($"<{name}>", name));
            parts.Add($"<{name}>");
        }
        parts.AddRange(vectors);
        return chain.Append<ITransformer>(mlContext.Transforms.Concatenate(Features, [.. parts]));
    }
}

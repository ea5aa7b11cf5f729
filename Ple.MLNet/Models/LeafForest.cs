using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Ple.MLNet.Models;

/// <summary>ML.NET's forest on rows of numbers, and the leaf of each row.</summary>
internal sealed class LeafForest
{
    private const int MostLeaves = 4096;
    private readonly IReadOnlyList<RegressionTreeBase> _trees;

    /// <param name="rows">[n, width], row after row.</param>
    /// <param name="width">Slots.</param>
    /// <param name="labels">Of each row.</param>
    /// <param name="options">Of the forest.</param>
    /// <param name="seed">Of its draws.</param>
    public LeafForest(float[] rows, int width, bool[] labels, AdversarialForestOptions options, int seed)
    {
        var mlContext = new MLContext(seed);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        IDataView data = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, labels.Length).Select(i => new Row { Label = labels[i] ? 1 : 0, Features = rows[(i * width)..((i + 1) * width)] }).ToArray(), schema);
        FastForestRegressionModelParameters model = mlContext.Regression.Trainers.FastForest(new FastForestRegressionTrainer.Options
        {
            NumberOfTrees = options.Trees, NumberOfLeaves = Math.Clamp(labels.Length / options.LeafRows, 2, MostLeaves), MinimumExampleCountPerLeaf = options.LeafRows, FeatureFractionPerSplit = Math.Clamp(1 / Math.Sqrt(width), 0.1, 1),
            NumberOfThreads = 1, Seed = seed, FeatureSelectionSeed = seed,
        }).Fit(data).Model;
        _trees = model.TrainedTreeEnsemble.Trees;
    }

    public int Trees => _trees.Count;

    /// <summary>Leaves of a tree.</summary>
    public int LeavesOf(int tree) => _trees[tree].NumberOfLeaves;

    /// <summary>The leaf of a row in a tree, from 0.</summary>
    public int LeafOf(int tree, ReadOnlySpan<float> row)
    {
        RegressionTreeBase of = _trees[tree];
        if (of.NumberOfLeaves == 1)
            return 0;
        int node = 0;
        while (node >= 0)
            node = row[of.NumericalSplitFeatureIndexes[node]] <= of.NumericalSplitThresholds[node] ? of.LeftChild[node] : of.RightChild[node];
        return ~node;
    }

    /// <summary>Mean label of the leaves of a row.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        double sum = 0;
        for (int tree = 0; tree < Trees; tree++)
            sum += _trees[tree].LeafValues[LeafOf(tree, row)];
        return sum;
    }

    private sealed class Row
    {
        public float Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Ple.MLNet.Samples.Delimited;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>A classifier of ML.NET with its preprocessing: what a user of the table would have without this library.</summary>
/// <param name="mlContext">Makes it.</param>
/// <param name="table">Names of columns and classes.</param>
internal abstract class Downstream(MLContext mlContext, LabelledTable table)
{
    /// <summary>The weight column that <see cref="Pipeline"/> reads where it is asked to. Names that no file has: a column of theirs must not be hidden.</summary>
    public const string Weight = "<weight>";

    protected const string Features = "<features>";
    protected const string Target = "<target>";
    private const string Numbers = "<numbers>";

    private readonly string[] _classes = [.. table.RowsOfClasses.Select(c => c.Class)];

    public static IReadOnlyList<Downstream> All(MLContext mlContext, LabelledTable table) => [new Trees(mlContext, table), new RegularisedTrees(mlContext, table), new Logistic(mlContext, table)];

    /// <summary>With ML.NET's own options.</summary>
    public static IReadOnlyList<Downstream> Defaults(MLContext mlContext, LabelledTable table) => [new Trees(mlContext, table), new Logistic(mlContext, table)];

    /// <summary>As results name it.</summary>
    public abstract string Name { get; }

    protected MLContext Context { get; } = mlContext;

    protected bool IsBinary => _classes.Length == 2;

    /// <summary>From the columns of the file to scores.</summary>
    /// <param name="weight">The column of weights; null for none.</param>
    public IEstimator<ITransformer> Pipeline(string? weight) => TargetOfLabel().Append(FromTarget(weight));

    private EstimatorChain<ITransformer> FromTarget(string? weight)
    {
        string[] numbers = [.. table.Numbers], texts = [.. table.Texts];
        IEstimator<ITransformer> chain = new EstimatorChain<ITransformer>();
        if (numbers.Length > 0)
        {
            InputOutputColumnPair[] singles = [.. numbers.Select(n => new InputOutputColumnPair(n + ".single", n))];
            chain = chain.Append(Context.Transforms.Conversion.ConvertType(singles, DataKind.Single))
                .Append(Context.Transforms.Concatenate(Numbers, [.. singles.Select(s => s.OutputColumnName)]));
            chain = NumberFeatures(chain, Numbers);
        }
        if (texts.Length > 0)
            chain = chain.Append(Context.Transforms.Categorical.OneHotEncoding([.. texts.Select(t => new InputOutputColumnPair(t + ".slots", t))]));
        string[] features = [.. numbers.Take(1).Select(_ => Numbers), .. texts.Select(t => t + ".slots")];
        return chain.Append(Context.Transforms.Concatenate(Features, features)).Append(Trainer(weight));
    }

    /// <summary>A balanced bagging of two classes: the label is mapped before the bags are drawn.</summary>
    public IEstimator<ITransformer> Bagged(int bags, int seed) => TargetOfLabel().Append(Context.Ple.BalancedBagging(FromTarget(weight: null), Target, bags, seed));

    /// <summary>Classes that count the same, of two, and probabilities that are set back to the prevalence.</summary>
    public IEstimator<ITransformer> CorrectedWeights() => TargetOfLabel().Append(Context.Ple.PriorCorrected(Context.Ple.ClassWeighted(FromTarget(Weight), Target, Weight), labelColumnName: Target));

    /// <summary>Probabilities of a fitted pipeline, [row][class].</summary>
    public float[][] Probabilities(ITransformer model, IDataView data)
    {
        IDataView scored = model.Transform(data);
        return IsBinary
            ? [.. scored.GetColumn<float>("Probability").Select(p => (float[])[1 - p, p])]
            : [.. scored.GetColumn<float[]>("Score")];
    }

    /// <summary>Class of each row.</summary>
    public int[] Labels(IDataView data) => [.. data.GetColumn<string>(table.Label).Select(label => Array.IndexOf(_classes, label))];

    /// <summary>What the trainer needs of the numbers.</summary>
    protected virtual IEstimator<ITransformer> NumberFeatures(IEstimator<ITransformer> chain, string column) => chain;

    protected abstract IEstimator<ITransformer> Trainer(string? weight);

    private IEstimator<ITransformer> TargetOfLabel() => IsBinary
        ? Context.Transforms.Conversion.MapValue(Target, [new(_classes[0], false), new KeyValuePair<string, bool>(_classes[1], true)], table.Label)
        : Context.Transforms.Conversion.MapValueToKey(Target, table.Label, keyData: Context.Data.LoadFromEnumerable(_classes.Select(c => new ClassName(c))));

    private sealed record ClassName(string Class);

    private sealed class Trees(MLContext mlContext, LabelledTable table) : Downstream(mlContext, table)
    {
        public override string Name => "LightGbm";

        protected override IEstimator<ITransformer> Trainer(string? weight) => IsBinary
            ? Context.BinaryClassification.Trainers.LightGbm(Target, Features, weight)
            : Context.MulticlassClassification.Trainers.LightGbm(Target, Features, weight);
    }

    /// <summary>Small trees and a low rate, as the library's own choice of classifiers has them.</summary>
    private sealed class RegularisedTrees(MLContext mlContext, LabelledTable table) : Downstream(mlContext, table)
    {
        private const int Leaves = 8, LeafRows = 10;
        private const double Rate = 0.06;

        public override string Name => "RegularisedLightGbm";

        protected override IEstimator<ITransformer> Trainer(string? weight) => IsBinary
            ? Context.BinaryClassification.Trainers.LightGbm(Target, Features, weight, Leaves, LeafRows, Rate)
            : Context.MulticlassClassification.Trainers.LightGbm(Target, Features, weight, Leaves, LeafRows, Rate);
    }

    private sealed class Logistic(MLContext mlContext, LabelledTable table) : Downstream(mlContext, table)
    {
        public override string Name => "LogisticRegression";

        protected override IEstimator<ITransformer> NumberFeatures(IEstimator<ITransformer> chain, string column) => chain
            .Append(Context.Transforms.ReplaceMissingValues(column, replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(Context.Transforms.NormalizeMeanVariance(column, fixZero: false));

        protected override IEstimator<ITransformer> Trainer(string? weight) => IsBinary
            ? Context.BinaryClassification.Trainers.LbfgsLogisticRegression(Target, Features, weight)
            : Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(Target, Features, weight);
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Ple.MLNet.Validation;

/// <summary>How classes are named by their probabilities: of two by a cut, of more by the largest after a shift. Both become transforms of ML.NET's own, so that a saved model needs nothing of this library.</summary>
/// <param name="Cut">Of two classes: the second from here on. NaN of more.</param>
/// <param name="Offsets">Of more than two: added to each log-probability. Empty of two.</param>
internal sealed record ClassDecision(double Cut, double[] Offsets)
{
    private const string Kept = "<probabilities>";

    /// <summary>The best decision on some rows.</summary>
    /// <param name="goal">What is best.</param>
    /// <param name="probabilities">[class][row]</param>
    /// <param name="labels">Class of each row.</param>
    /// <exception cref="InvalidOperationException">No cut reaches the goal, or it is of two classes alone.</exception>
    public static ClassDecision Find(ThresholdGoal goal, double[][] probabilities, int[] labels) => probabilities.Length == 2
        ? new(goal.Find(probabilities[1], Array.ConvertAll(labels, l => l == 1)).Cut, [])
        : new(double.NaN, ClassOffsets.Find(goal.OfManyClasses, probabilities, labels));

    /// <summary>By one half, or the largest.</summary>
    public static ClassDecision Plain(int classes) => classes == 2 ? new(0.5, []) : new(double.NaN, new double[classes]);

    public int[] Name(double[][] probabilities) => Offsets.Length == 0 ? Array.ConvertAll(probabilities[1], p => p >= Cut ? 1 : 0) : ClassOffsets.Name(probabilities, Offsets);

    /// <summary>What the decision is worth.</summary>
    public double Value(ThresholdGoal goal, double[][] probabilities, int[] labels) => Offsets.Length == 0
        ? goal.ValueAt(Cut, probabilities[1], Array.ConvertAll(labels, l => l == 1))
        : new ClassifiedRows(Offsets.Length, positive: -1, labels, Name(probabilities), probabilities: null).Metrics()[(int)goal.OfManyClasses];

    /// <summary>A model of two classes with its cut behind it.</summary>
    public static TransformerChain<ITransformer> ByCut(MLContext mlContext, ITransformer model, IDataView scored, string column, double cut)
    {
        string least = ((float)cut).ToString("0.###########################################", CultureInfo.InvariantCulture);
        string lowest = ((float)cut).ToString("r", CultureInfo.InvariantCulture);
        string literal = lowest.Contains('E', StringComparison.Ordinal) ? least : lowest;
        return new(model, mlContext.Transforms.Expression(ScoredColumns.PredictedLabel, $"(s) => s >= {(literal.StartsWith('-') ? $"0 - {literal[1..]}" : literal)}", column).Fit(scored));
    }

    /// <summary>A model of more classes with its offsets behind it; the probabilities stay what they are.</summary>
    /// <param name="mlContext">Makes the transforms.</param>
    /// <param name="model">Makes a vector of probabilities, and PredictedLabel as a key.</param>
    /// <param name="scored">What it makes of its training rows.</param>
    /// <param name="column">Of the probabilities.</param>
    /// <param name="offsets">By slot.</param>
    public static TransformerChain<ITransformer> ByOffsets(MLContext mlContext, ITransformer model, IDataView scored, string column, double[] offsets)
    {
        ColumnCopyingTransformer keep = mlContext.Transforms.CopyColumns(Kept, column).Fit(scored);
        IDataView kept = keep.Transform(scored);
        ITransformer decide = Linear(mlContext, kept.Schema, Kept, ScoredColumns.PredictedLabel, [.. offsets.Select((o, c) => (float[])[.. offsets.Select((_, slot) => slot == c ? (float)Math.Exp(o) : 0)])]);
        ColumnCopyingTransformer back = mlContext.Transforms.CopyColumns(column, Kept).Fit(decide.Transform(kept));
        return new(model, keep, decide, back, mlContext.Transforms.DropColumns(Kept).Fit(back.Transform(decide.Transform(kept))));
    }

    /// <summary>Score = weights · features, and the largest as PredictedLabel.</summary>
    /// <param name="environment">Of the model.</param>
    /// <param name="schema">Holds both columns.</param>
    /// <param name="features">Vector of Single.</param>
    /// <param name="label">Key column that names the classes.</param>
    /// <param name="weights">[class][slot]</param>
    public static ITransformer Linear(IHostEnvironment environment, DataViewSchema schema, string features, string label, float[][] weights)
    {
        int slots = weights[0].Length;
        LinearMulticlassModelParameters model = New(environment, [.. weights.Select(w => new VBuffer<float>(slots, w))], new float[weights.Length], weights.Length, slots, null, null);
        return new MulticlassPredictionTransformer<LinearMulticlassModelParameters>(environment, model, schema, features, label, ScoredColumns.Score, ScoredColumns.PredictedLabel);
    }

    /// <summary>ML.NET makes such models by training alone.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern LinearMulticlassModelParameters New(IHostEnvironment env, VBuffer<float>[] weights, float[] bias, int numClasses, int numFeatures, string[]? labelNames, ModelStatisticsBase? stats);
}

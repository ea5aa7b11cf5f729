using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Fairness;
using Ple.MLNet.Scoring;

namespace Ple.MLNet.SelfConsumption;

/// <summary>A number that says something of a generation's rows. One's own is a name and a function.</summary>
public sealed class GenerationMetric
{
    private readonly Func<IDataView, double?> _score;

    /// <param name="name">In reports; different for each metric of a loop.</param>
    /// <param name="score">Of rows that a generation's model made; null where there is no such number.</param>
    public GenerationMetric(string name, Func<IDataView, double?> score)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(score);
        (Name, _score) = (name, score);
    }

    /// <summary>In reports.</summary>
    public string Name { get; }

    /// <summary>The Frechet distance (FID) from the rows that the scorer was fitted to.</summary>
    /// <param name="scorer">Fitted to real rows, of a view of their own.</param>
    /// <param name="features">Makes the scorer's features of generated rows, an oracle for example; null where they have them.</param>
    public static GenerationMetric Fid(FidTransformer scorer, ITransformer? features = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        return new("fid", rows => scorer.Score(features?.Transform(rows) ?? rows).Fid);
    }

    /// <summary>The Frechet distance of one class from its real rows.</summary>
    /// <param name="fairness">Fitted to real rows, of a view of their own.</param>
    /// <param name="className">The class.</param>
    /// <param name="oracle">Makes features and predicted classes of generated rows; null where they have them.</param>
    public static GenerationMetric ClassFid(ClassImbalanceFairnessTransformer fairness, string className, ITransformer? oracle = null)
    {
        ArgumentNullException.ThrowIfNull(fairness);
        ArgumentException.ThrowIfNullOrEmpty(className);
        return new($"fid of {className}", rows => fairness.Score(oracle?.Transform(rows) ?? rows)[className].Fid);
    }

    /// <summary>The share of rows of a class.</summary>
    /// <param name="columnName">The column of classes: text.</param>
    /// <param name="value">The class.</param>
    /// <param name="oracle">Makes the column of generated rows; null where they have it.</param>
    public static GenerationMetric ClassShare(string columnName, string value, ITransformer? oracle = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        ArgumentNullException.ThrowIfNull(value);
        return new($"share of {value}", rows => (oracle?.Transform(rows) ?? rows).GetColumn<string>(columnName).Select(v => v == value ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average());
    }

    /// <summary>The mean difference of the associations of pairs of columns from those of real rows: see <see cref="TableQualityReport.AssociationDifference"/>.</summary>
    /// <param name="mlContext">Of the tables.</param>
    /// <param name="real">Real rows, of a view of their own.</param>
    public static GenerationMetric AssociationDifference(MLContext mlContext, IDataView real)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(real);
        IHost host = ((IHostEnvironment)mlContext).Register(nameof(AssociationDifference));
        return new("association difference", rows => TableQualityScorer.Score(host, real, rows, new()).AssociationDifference);
    }

    internal double? Score(IDataView rows) => _score(rows) is { } value && !double.IsNaN(value) ? value : null;
}

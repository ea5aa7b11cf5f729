using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Fairness;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.SelfConsumption;

/// <summary>A number that says something of a generation's rows. One's own is a name and a function.</summary>
public sealed class GenerationMetric
{
    private readonly Func<ITransformer, IDataView, double?> _score;

    /// <param name="name">In reports; different for each metric of a loop.</param>
    /// <param name="score">Of rows that a generation's model made; null where there is no such number.</param>
    public GenerationMetric(string name, Func<IDataView, double?> score)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(score);
        (Name, _score) = (name, (_, rows) => score(rows));
    }

    /// <param name="name">In reports; different for each metric of a loop.</param>
    /// <param name="score">Of a generation's model and of rows that it made; null where there is no such number.</param>
    public GenerationMetric(string name, Func<ITransformer, IDataView, double?> score)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(score);
        (Name, _score) = (name, score);
    }

    /// <summary>In reports.</summary>
    public string Name { get; }

    /// <summary>The same metric by another name.</summary>
    /// <param name="name">In reports; different for each metric of a loop.</param>
    public GenerationMetric As(string name) => new(name, _score);

    /// <summary>The Frechet distance (FID) from the rows that the scorer was fitted to.</summary>
    /// <param name="scorer">Fitted to real rows, of a view of their own.</param>
    /// <param name="features">Makes the scorer's features of generated rows, an oracle for example; null where they have them.</param>
    public static GenerationMetric Fid(FidTransformer scorer, ITransformer? features = null)
        => Features(scorer, features)[0];

    /// <summary>All that a scorer of features says, by the names "fid", "kid", "fid at infinity", "sliced Wasserstein", "precision", "recall", "density", "coverage" and, of a scorer
    /// with held-out rows, "authenticity", "data copying" and "near copies": take those that are wanted, each is computed only where it is asked for.</summary>
    /// <param name="scorer">Fitted to real rows, of a view of their own.</param>
    /// <param name="features">Makes the scorer's features of generated rows, an oracle for example; null where they have them.</param>
    public static IReadOnlyList<GenerationMetric> Features(FidTransformer scorer, ITransformer? features = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        var reports = new ConditionalWeakTable<IDataView, FidReport>();
        GenerationMetric Metric(string name, Func<FeatureScores, double?> number)
            => new(name, rows => number(reports.GetValue(rows, key => scorer.Score(features?.Transform(key) ?? key)).Scores));
        return
        [
            Metric("fid", s => s.Fid), Metric("kid", s => s.Kid), Metric("fid at infinity", s => s.FidAtInfinity), Metric("sliced Wasserstein", s => s.SlicedWasserstein),
            Metric("precision", s => s.Precision), Metric("recall", s => s.Recall), Metric("density", s => s.Density), Metric("coverage", s => s.Coverage),
            Metric("authenticity", s => s.Authenticity), Metric("data copying", s => s.DataCopying), Metric("near copies", s => s.NearCopies),
        ];
    }

    /// <summary>The mean bound on the log-likelihood of rows that no generation is fitted to, in nats; none of a model that gives none.</summary>
    /// <param name="heldOut">Rows of a view of their own.</param>
    public static GenerationMetric LogLikelihood(IDataView heldOut)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        return new("log-likelihood", (model, _) => model is PleGenerativeTransformer { Codec: VectorCodec, Fitted.Model: ILikelihoodModel } generator ? generator.AverageLogLikelihoodBound(heldOut) : null);
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

    /// <summary>The 95 % interval of <see cref="ClassShare"/> (Wilson 1927), as two metrics: what the number of scored rows leaves open.</summary>
    /// <param name="columnName">The column of classes: text.</param>
    /// <param name="value">The class.</param>
    /// <param name="oracle">Makes the column of generated rows; null where they have it.</param>
    public static IReadOnlyList<GenerationMetric> ClassShareInterval(string columnName, string value, ITransformer? oracle = null)
    {
        GenerationMetric share = ClassShare(columnName, value);
        GenerationMetric Bound(string name, int sign) => new($"{share.Name}, {name}", (model, rows) =>
        {
            IDataView known = oracle?.Transform(rows) ?? rows;
            return share.Score(model, known) is { } found ? Binomial.Wilson(found, known.GetColumn<string>(columnName).LongCount(), sign) : null;
        });
        return [Bound("low", -1), Bound("high", 1)];
    }

    /// <summary>R_Fair: FID of the minority over FID of the majority.</summary>
    /// <param name="fairness">Fitted to real rows, of a view of their own.</param>
    /// <param name="oracle">Makes features and predicted classes of generated rows; null where they have them.</param>
    public static GenerationMetric FairnessRatio(ClassImbalanceFairnessTransformer fairness, ITransformer? oracle = null)
    {
        ArgumentNullException.ThrowIfNull(fairness);
        return new("R_Fair", rows => fairness.Score(oracle?.Transform(rows) ?? rows).FairnessRatio);
    }

    /// <summary>The mean over columns of how far each is from the real one: see <see cref="TableQualityColumn"/>.</summary>
    /// <param name="mlContext">Of the tables.</param>
    /// <param name="real">Real rows, of a view of their own.</param>
    public static GenerationMetric ColumnDifference(MLContext mlContext, IDataView real)
        => Compared("column difference", mlContext, real, tables => TableQualityMarginals.Compare(tables).Average(c => c.Value));

    /// <summary>How well a classifier does on real rows that was fitted to a generation's: the share of rows that it names rightly, over all and of each class of the real rows. The loop's feedback on fairness:
    /// a class that generations lose is one that classifiers no longer find. 0 where the rows lack the class; none where they have one class alone.</summary>
    /// <param name="mlContext">Of the tables.</param>
    /// <param name="classifier">Any estimator whose transformer adds the predicted class, of the label's own type.</param>
    /// <param name="real">Real rows, of a view of their own.</param>
    /// <param name="labelColumnName">Text, Boolean, key or number.</param>
    /// <param name="predictedColumnName">What the transformer adds.</param>
    public static IReadOnlyList<GenerationMetric> Downstream(MLContext mlContext, IEstimator<ITransformer> classifier, IDataView real, string labelColumnName = "Label", string predictedColumnName = "PredictedLabel")
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(real);
        var downstream = new DownstreamRecall(((IHostEnvironment)mlContext).Register(nameof(Downstream)), classifier, real, labelColumnName, predictedColumnName);
        return [new("accuracy", rows => downstream.Of(rows)?.Accuracy), .. downstream.Classes.Select(name => new GenerationMetric($"accuracy on {name}", rows => downstream.Of(rows)?.Recalls[name]))];
    }

    /// <summary>The mean difference of the associations of pairs of columns from those of real rows: see <see cref="TableQualityReport.AssociationDifference"/>.</summary>
    /// <param name="mlContext">Of the tables.</param>
    /// <param name="real">Real rows, of a view of their own.</param>
    public static GenerationMetric AssociationDifference(MLContext mlContext, IDataView real)
        => Compared("association difference", mlContext, real, tables => TableQualityAssociations.Compare(tables) is { Count: > 0 } pairs ? pairs.Average(p => p.Difference) : null);

    private static GenerationMetric Compared(string name, MLContext mlContext, IDataView real, Func<TableComparison, double?> number)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(real);
        IHost host = ((IHostEnvironment)mlContext).Register(nameof(GenerationMetric));
        return new(name, rows => number(TableComparison.Read(host, real, rows, new())));
    }

    internal double? Score(ITransformer model, IDataView rows) => _score(model, rows) is { } value && !double.IsNaN(value) ? value : null;
}

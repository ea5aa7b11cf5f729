using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Classifiers;
using Ple.MLNet.Tables;
using Ple.MLNet.Validation;

namespace Ple.MLNet;

/// <content>Classifiers of imbalanced tables: rows added and left out, cuts, choices, metrics.</content>
public sealed partial class PleCatalog
{
    /// <summary>Fits <paramref name="estimator"/> on the training rows plus plausible rows of a generator, so that each rare class has one row for three of the majority.</summary>
    /// <param name="estimator">Any estimator or chain.</param>
    /// <param name="labelColumnName">The column of the classes in the input of <paramref name="estimator"/>.</param>
    public AugmentedEstimator<TTransformer> Augmented<TTransformer>(IEstimator<TTransformer> estimator, string labelColumnName = "Label")
        where TTransformer : class, ITransformer
        => Augmented(estimator, new AugmentationOptions { LabelColumnName = labelColumnName });

    /// <summary>Fits <paramref name="estimator"/> on the training rows plus new rows of rare classes.</summary>
    /// <param name="estimator">Any estimator or chain.</param>
    /// <param name="options">Which rows to add.</param>
    [OverloadResolutionPriority(1)]
    public AugmentedEstimator<TTransformer> Augmented<TTransformer>(IEstimator<TTransformer> estimator, AugmentationOptions options)
        where TTransformer : class, ITransformer
        => new(Environment, estimator, options);

    /// <summary>The rows that <see cref="Augmented{TTransformer}(IEstimator{TTransformer}, string)"/> would add to a table, alone.</summary>
    /// <param name="table">The real rows.</param>
    /// <param name="labelColumnName">The column of the classes.</param>
    public IDataView GenerateRows(IDataView table, string labelColumnName = "Label")
        => GenerateRows(table, new AugmentationOptions { LabelColumnName = labelColumnName });

    /// <summary>The rows that <see cref="Augmented{TTransformer}(IEstimator{TTransformer}, AugmentationOptions)"/> would add to a table, alone.</summary>
    /// <param name="table">The real rows.</param>
    /// <param name="options">Which rows to make.</param>
    [OverloadResolutionPriority(1)]
    public IDataView GenerateRows(IDataView table, AugmentationOptions options)
    {
        IHost host = Environment.Register(nameof(GenerateRows));
        host.CheckValue(table, nameof(table));
        host.CheckValue(options, nameof(options));
        options.Validate();
        return RowAugmenter.Generate(host, table, options, options.Seed ?? host.Rand.Next());
    }

    /// <summary>Fits <paramref name="estimator"/> on all rows of the rarest class and a random part of the others'.</summary>
    /// <param name="estimator">Any estimator or chain.</param>
    /// <param name="labelColumnName">The column of the classes in its input.</param>
    /// <param name="majorityToMinority">Most rows of a class for each row of the rarest, 1 or more.</param>
    /// <param name="seed">Of the draw. Null takes the MLContext's.</param>
    public UnderSampledEstimator<TTransformer> UnderSampled<TTransformer>(IEstimator<TTransformer> estimator, string labelColumnName = "Label", double majorityToMinority = 1, int? seed = null)
        where TTransformer : class, ITransformer
        => new(Environment, estimator, labelColumnName, majorityToMinority, seed);

    /// <summary>Fits <paramref name="estimator"/> with a weight column, present while fitting only, that makes all classes count the same.</summary>
    /// <param name="estimator">Any estimator or chain whose trainer names <paramref name="exampleWeightColumnName"/> as its example weight.</param>
    /// <param name="labelColumnName">The column of the classes in the input of <paramref name="estimator"/>.</param>
    /// <param name="exampleWeightColumnName">The column to add, of type Single.</param>
    public ClassWeightedEstimator<TTransformer> ClassWeighted<TTransformer>(IEstimator<TTransformer> estimator, string labelColumnName = "Label", string exampleWeightColumnName = "Weight")
        where TTransformer : class, ITransformer
        => new(Environment, estimator, labelColumnName, exampleWeightColumnName);

    /// <summary>Fits a two-class estimator, and lays the cut of its probability where held-out rows say that it is best.</summary>
    /// <param name="estimator">Any whose transformer makes a probability or score, such as a chain that ends in a trainer; wrap the whole chain, augmentation included.</param>
    /// <param name="goal">What the cut is chosen for; null for balanced accuracy.</param>
    /// <param name="labelColumnName">Boolean.</param>
    public TunedThresholdEstimator TunedThreshold(IEstimator<ITransformer> estimator, ThresholdGoal? goal = null, string labelColumnName = "Label")
        => TunedThreshold(estimator, new TunedThresholdOptions { LabelColumnName = labelColumnName, Goal = goal ?? ThresholdGoal.BalancedAccuracy });

    /// <summary>Fits a two-class estimator, and lays the cut of its probability where held-out rows say that it is best.</summary>
    /// <param name="estimator">Any whose transformer makes a probability or score.</param>
    /// <param name="options">Goal, folds, columns.</param>
    [OverloadResolutionPriority(1)]
    public TunedThresholdEstimator TunedThreshold(IEstimator<ITransformer> estimator, TunedThresholdOptions options) => new(_mlContext, estimator, options);

    /// <summary>Fits an estimator of three or more classes, and shifts the prior of its probabilities where held-out rows say that it is best.</summary>
    /// <param name="estimator">Any whose transformer makes Score, a probability for each class, and PredictedLabel as a key: those of ML.NET's trainers of several classes.</param>
    /// <param name="goal">Balanced accuracy, F1 or accuracy; null for balanced accuracy.</param>
    /// <param name="labelColumnName">The classes, in the input: text, key or number.</param>
    public TunedOffsetsEstimator TunedOffsets(IEstimator<ITransformer> estimator, ThresholdGoal? goal = null, string labelColumnName = "Label")
        => TunedOffsets(estimator, new TunedThresholdOptions { LabelColumnName = labelColumnName, Goal = goal ?? ThresholdGoal.BalancedAccuracy });

    /// <summary>Fits an estimator of three or more classes, and shifts the prior of its probabilities where held-out rows say that it is best.</summary>
    /// <param name="estimator">Any whose transformer makes a probability for each class and PredictedLabel as a key.</param>
    /// <param name="options">Goal, folds, columns.</param>
    [OverloadResolutionPriority(1)]
    public TunedOffsetsEstimator TunedOffsets(IEstimator<ITransformer> estimator, TunedThresholdOptions options) => new(_mlContext, estimator, options);

    /// <summary>Finds the classifier that does best on one's own table, and its cut or offsets.</summary>
    /// <param name="labelColumnName">The classes: text, Boolean, key or number.</param>
    public BestClassifierEstimator BestClassifier(string labelColumnName = "Label") => BestClassifier(new BestClassifierOptions { LabelColumnName = labelColumnName });

    /// <summary>Finds the classifier that does best on one's own table, and its cut or offsets.</summary>
    /// <param name="options">Columns, candidates, metric, goal, budget.</param>
    [OverloadResolutionPriority(1)]
    public BestClassifierEstimator BestClassifier(BestClassifierOptions options) => new(_mlContext, options);

    /// <summary>The mean probability of several estimators.</summary>
    /// <param name="estimators">2 to 100, each from the same columns to Probability, or of more than two classes to Score and PredictedLabel.</param>
    public BlendEstimator Blend(params IReadOnlyList<IEstimator<ITransformer>> estimators) => new(_mlContext, estimators);

    /// <summary>Gives probabilities that were learnt from another mix of classes back to the prevalence of the training rows.</summary>
    /// <param name="estimator">Two classes, with a Probability: class-weighted, under-sampled or augmented.</param>
    /// <param name="fittedPrevalence">Share of the positive class that the inner estimator sees, by weight: 0.5 where classes are balanced. Null, the default, measures on held-out rows of an inner five-fold
    /// cross-validation what odds must be multiplied by for a mean probability of the prevalence: it costs five fits more, and holds for learners that overfit, which the known share does not.</param>
    /// <param name="labelColumnName">Boolean.</param>
    /// <param name="seed">Of the folds. Null takes the MLContext's.</param>
    public PriorCorrectedEstimator PriorCorrected(IEstimator<ITransformer> estimator, double? fittedPrevalence = null, string labelColumnName = "Label", int? seed = null)
        => new(_mlContext, estimator, fittedPrevalence, labelColumnName, seed);

    /// <summary>The mean of estimators that are each fitted to a balanced bag (as many rows of each class, drawn with replacement), with probabilities of the true prevalence.</summary>
    /// <param name="estimator">Two classes, with a Probability.</param>
    /// <param name="labelColumnName">Boolean.</param>
    /// <param name="bags">2 to 100.</param>
    /// <param name="seed">Of the bags. Null takes the MLContext's.</param>
    public PriorCorrectedEstimator BalancedBagging(IEstimator<ITransformer> estimator, string labelColumnName = "Label", int bags = 10, int? seed = null)
    {
        Environment.CheckValue(estimator, nameof(estimator));
        return Classifiers.BalancedBagging.Of(_mlContext, _ => estimator, labelColumnName, bags, seed ?? Environment.Register(nameof(BalancedBagging)).Rand.Next());
    }

    /// <summary>Measures classified rows, of two or more classes, by the classes that a model names (as ML.NET's own evaluators do not: they cut the score anew) and by its probabilities.</summary>
    /// <param name="scored">Rows that a model has transformed.</param>
    /// <param name="labelColumnName">The true classes.</param>
    public ClassificationReport EvaluateClassification(IDataView scored, string labelColumnName = "Label") => EvaluateClassification(scored, new EvaluationOptions { LabelColumnName = labelColumnName });

    /// <summary>Measures classified rows by the classes that a model names and by its probabilities.</summary>
    /// <param name="scored">Rows that a model has transformed.</param>
    /// <param name="options">Columns and resamples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidOperationException">A class is missing, or a probability out of its range.</exception>
    [OverloadResolutionPriority(1)]
    public ClassificationReport EvaluateClassification(IDataView scored, EvaluationOptions options)
    {
        IHost host = Environment.Register(nameof(EvaluateClassification));
        host.CheckValue(scored, nameof(scored));
        host.CheckValue(options, nameof(options));
        return ClassificationEvaluator.Evaluate(host, scored, options);
    }

    /// <summary>Splits a table so that both parts have the same mix of classes.</summary>
    /// <param name="data">Gives the same rows in the same order each time it is read.</param>
    /// <param name="labelColumnName">The classes: text, Boolean, key or number with few values.</param>
    /// <param name="testFraction">Share of the rows in the test set, above 0 and below 1: the nearest m / k with k at most 100 is taken. Default 0.1, as of ML.NET's own split.</param>
    /// <param name="groupColumnName">Rows of one value of this column stay together. Default none.</param>
    /// <param name="seed">Null takes the MLContext's.</param>
    public DataOperationsCatalog.TrainTestData StratifiedTrainTestSplit(IDataView data, string labelColumnName = "Label", double testFraction = 0.1, string? groupColumnName = null, int? seed = null)
    {
        IHost host = Environment.Register(nameof(StratifiedTrainTestSplit));
        host.CheckValue(data, nameof(data));
        return StratifiedSplit.Of(host, data, labelColumnName, testFraction, groupColumnName, seed ?? host.Rand.Next());
    }

    /// <summary>Cross-validation whose folds have all the same mix of classes.</summary>
    /// <param name="data">Gives the same rows in the same order each time it is read.</param>
    /// <param name="estimator">Any; what it adds to its rows while fitting never reaches a held-out fold.</param>
    /// <param name="labelColumnName">The classes, in the input.</param>
    /// <param name="folds">2 to 100.</param>
    /// <param name="groupColumnName">Rows of one value of this column stay together. Default none.</param>
    /// <param name="evaluation">Of the metrics of each fold. Null: by <paramref name="labelColumnName"/>, without intervals.</param>
    /// <param name="seed">Null takes the MLContext's.</param>
    public IReadOnlyList<CrossValidatedFold> StratifiedCrossValidate(
        IDataView data, IEstimator<ITransformer> estimator, string labelColumnName = "Label", int folds = 5, string? groupColumnName = null, EvaluationOptions? evaluation = null, int? seed = null)
    {
        IHost host = Environment.Register(nameof(StratifiedCrossValidate));
        host.CheckValue(data, nameof(data));
        host.CheckValue(estimator, nameof(estimator));
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 100);
        var dealt = new StratifiedFolds(host, data, labelColumnName, folds, groupColumnName, seed ?? host.Rand.Next());
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            ITransformer model = estimator.Fit(dealt.Training(fold));
            IDataView scored = model.Transform(dealt.HeldOut(fold));
            return new CrossValidatedFold(fold, model, scored, ClassificationEvaluator.Evaluate(host, scored, evaluation ?? new() { LabelColumnName = labelColumnName, Resamples = 0 }));
        })];
    }
}

using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Training;

/// <summary>Options of <see cref="PleGenerativeTrainer"/>.</summary>
public sealed class GenerativeTrainerOptions
{
    private GenerativeModelOptions? _model;

    private const int DefaultBatchSize = 128;

    /// <summary>The one column to learn, a known-size vector of Single such as pixels or an embedding; null, the default, learns the whole
    /// table of numbers, Booleans, text, keys and vectors of Single.</summary>
    public string? FeatureColumnName { get; init; }

    /// <summary>The column that says which class a row is of: text, Boolean, key or a number with few distinct values. Rows can then be asked for by class, and
    /// come with it. Beside a table as beside a vector column. Default none.</summary>
    public string? ConditionColumnName { get; init; }

    /// <summary>A column of classes beside a vector column that the model is not to know: a latent mixture is then fitted for each class, which a rare one gains
    /// by, and an automatic correction looks at each class. Of the types of a condition. Default none.</summary>
    public string? LabelColumnName { get; init; }

    /// <summary>Columns of a table that are neither learnt nor made, such as identifiers. Default none.</summary>
    public IReadOnlyCollection<string> ExcludedColumnNames { get; init; } = [];

    /// <summary>Most distinct values of a text, key or condition column, 2 to 10,000; more is an error that names the column. Default 100.</summary>
    public int MaximumCategories { get; init; } = TableEncodingOptions.DefaultMaximumCategories;

    /// <summary>Distribution of the values of a vector column. Default <see cref="Likelihood.Automatic"/>.</summary>
    public Likelihood Likelihood { get; init; }

    /// <summary>The generative model: <see cref="VaeOptions"/>, <see cref="FlowOptions"/>, <see cref="FlowMatchingOptions"/>, of tables <see cref="SequentialTreesOptions"/>, <see cref="AdversarialForestOptions"/> or
    /// <see cref="MixedMixtureOptions"/>, <see cref="AutomaticModelOptions"/> to choose by the rows, or a kind of one's own. Null, the default, is a variational autoencoder: with
    /// <see cref="VaeOptions"/>' own sizes for a vector column, and for a table with two hidden layers of 64, 16 latent numbers and no batch norm.</summary>
    public GenerativeModelOptions? Model { get => _model; init => _model = value; }

    /// <summary>A generator of the same columns whose weights training begins with, in place of random ones, and whose scaling or table code and classes, with how often each comes, are kept: a warm start, and
    /// with few <see cref="Steps"/> fine-tuning. <see cref="Model"/> has to be its own options (or null, which takes them), and the method maximum likelihood. It is read when the fit begins,
    /// and not changed. Null, the default, is random weights.</summary>
    public PleGenerativeTransformer? StartFrom { get; init; }

    /// <summary>Default <see cref="EstimationMethod.MaximumLikelihood"/>; with the correction it is the library's recommended form of
    /// PLE for deep models.</summary>
    public EstimationMethod Method { get; init; } = EstimationMethod.MaximumLikelihood;

    /// <summary>Shape of the hypernetwork, for <see cref="EstimationMethod.Hypernetwork"/>.</summary>
    public HypernetworkOptions Hypernetwork { get; init; } = new();

    /// <summary>Keeps the trained hypernetwork with the generator, in its saved file too, so that <see cref="PleGenerativeTransformer.Reestimate"/> makes a generator of new rows without training. Its heads
    /// hold some dozens of numbers (the last of the hypernetwork's hidden sizes) for each weight of the model. Without early stopping, whose best weights are no longer those of the last hypernetwork, and without a checkpoint. Default false.</summary>
    public bool KeepHypernetwork { get; init; }

    /// <summary>The penalty of PLE, for <see cref="EstimationMethod.Hypernetwork"/>.</summary>
    public PenaltyOptions Penalty { get; init; } = new();

    /// <summary>The bootstrap correction after training, for every method.</summary>
    public CorrectionOptions Correction { get; init; } = new();

    /// <summary>How rows are made.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Optimiser steps (Adam), at least 1. Default 3000.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Rows of a step, at least 2 and at most the rows that are trained on (those set apart for early stopping are not). Null, the
    /// default, is 128, or all rows that are trained on where they are fewer.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Batches with as many rows of each class, where there is a condition column. Null, the default: for a table, whose rare classes are then learnt
    /// better; not for a vector column. Statistics of batch norm are measured on the same mix of classes, and a hypernetwork is asked for the weights of such a set.</summary>
    public bool? BalancedBatches { get; init; }

    /// <summary>Training stops early, and goes back to the best weights, by the likelihood of rows set apart.</summary>
    public EarlyStoppingOptions EarlyStopping { get; init; } = new();

    /// <summary>Learning rate, above 0; null, the default, is the model's own: of maximum likelihood 0.001 for most (a variational autoencoder
    /// with batch norm: 0.01), of a hypernetwork 0.001 (adversarial networks: 0.00005).</summary>
    public double? LearningRate { get; init; }

    /// <summary>Default <see cref="LearningRateSchedule.Cosine"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>The one seed of all that is random in a fit and in the rows that its generator makes: initial weights (the hypernetwork's too),
    /// encoding of the table, rows set apart, batches, noise. Null, the default, takes the MLContext's. The same seed gives the same bits with
    /// the same build of libtorch, the same instruction set of the processor (<see cref="TrainingSummary.TorchVersion"/>,
    /// <see cref="TrainingSummary.CpuCapability"/>) and the same <see cref="Threads"/>; elsewhere it trains another model, as another seed would.</summary>
    public int? Seed { get; init; }

    /// <summary>"auto" (CUDA where the application brought it, else CPU), "cpu", "cuda" or "cuda:N". Default "auto".</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads of libtorch while fitting, 1 to 256; null leaves its setting as it is. Default 1: the bits then do not depend on the number
    /// of cores, and small models train fastest, above all where other work runs beside. Large models gain from more.
    /// Fits that overlap have each its own, and leave libtorch's number as it was before them.</summary>
    public int? Threads { get; init; } = 1;

    /// <summary>Where and how often the state of a fit is kept, so that a killed one can go on. Null, the default, is never. It takes a <see cref="Seed"/>, or an
    /// MLContext with one.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Is told of the fit's progress. Default none.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Cancels a fit, which then throws <see cref="OperationCanceledException"/>. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal GenerativeModelOptions EffectiveModel => Model ?? StartFrom?.Fitted.Kind
        ?? (FeatureColumnName is null ? DefaultOfTables : new VaeOptions());

    internal static VaeOptions DefaultOfTables => new() { HiddenSizes = [64, 64], LatentSize = 16, BatchNorm = false };

    /// <summary>The same but for the model.</summary>
    internal GenerativeTrainerOptions WithModel(GenerativeModelOptions model)
    {
        var copy = (GenerativeTrainerOptions)MemberwiseClone();
        copy._model = model;
        return copy;
    }

    internal double EffectiveLearningRate
        => LearningRate ?? (Method == EstimationMethod.MaximumLikelihood ? EffectiveModel.DefaultLearningRate : EffectiveModel.DefaultHypernetworkLearningRate);

    /// <summary>Rows of a step.</summary>
    /// <param name="context">Throws the error.</param>
    /// <param name="rows">Rows that are trained on.</param>
    /// <exception cref="ArgumentOutOfRangeException">More are asked for than there are.</exception>
    internal int EffectiveBatchSize(IExceptionContext context, int rows) => BatchSize is { } size && size > rows
        ? throw context.ExceptUserArg(nameof(BatchSize), $"The batch of {size} rows is larger than the table: set {nameof(BatchSize)} to at most {rows}, " +
            $"the number of rows that are trained on, or leave it unset.")
        : BatchSize ?? Math.Min(rows, DefaultBatchSize);

    internal bool EffectiveBalancedBatches => BalancedBatches ?? FeatureColumnName is null;

    internal double EffectiveValidationFraction => EarlyStopping.ValidationFraction ?? (FeatureColumnName is null && !KeepHypernetwork ? 0.15 : 0);

    internal void Validate()
    {
        if (LabelColumnName is not null && (FeatureColumnName is null || ConditionColumnName is not null))
            throw new ArgumentException("A label goes with a vector column and without a condition, which takes its place.", nameof(LabelColumnName));
        if (StartFrom is not null && (Method != EstimationMethod.MaximumLikelihood || Checkpoint is not null))
            throw new ArgumentException("A fit begins with the weights of another generator by maximum likelihood and without a checkpoint only.", nameof(StartFrom));
        if (Model is AutomaticModelOptions && (FeatureColumnName is not null || StartFrom is not null || Checkpoint is not null))
            throw new ArgumentException("A model is chosen for a table, without a start from another generator and without a checkpoint only: name the model of a vector column.", nameof(Model));
        if (KeepHypernetwork && Method != EstimationMethod.Hypernetwork)
            throw new ArgumentException($"There is a hypernetwork to keep with {nameof(Method)} = {nameof(EstimationMethod)}.{nameof(EstimationMethod.Hypernetwork)} alone.", nameof(KeepHypernetwork));
        if (KeepHypernetwork && (EarlyStopping.ValidationFraction > 0 || Checkpoint is not null))
            throw new ArgumentException($"A hypernetwork is kept without early stopping ({nameof(EarlyStoppingOptions.ValidationFraction)} = 0) and without a checkpoint only.", nameof(KeepHypernetwork));
        if (!Enum.IsDefined(Likelihood))
            throw new ArgumentOutOfRangeException(nameof(Likelihood), Likelihood, "Not a likelihood.");
        ArgumentNullException.ThrowIfNull(ExcludedColumnNames);
        TableEncodingOptions.CheckMaximumCategories(MaximumCategories);
        foreach ((object part, string name) in ((object, string)[])[(Hypernetwork, nameof(Hypernetwork)), (Penalty, nameof(Penalty)),
            (Correction, nameof(Correction)), (Sampling, nameof(Sampling)), (EarlyStopping, nameof(EarlyStopping)), (Device, nameof(Device))])
            ArgumentNullException.ThrowIfNull(part, name);
        EarlyStopping.Validate();
        EffectiveModel.Validate();
        CheckShare(EffectiveModel.FirstMomentDecay, nameof(EffectiveModel.FirstMomentDecay));
        CheckShare(EffectiveModel.WeightAveraging, nameof(EffectiveModel.WeightAveraging));
        Hypernetwork.Validate();
        Penalty.Validate();
        Correction.Validate();
        Sampling.Validate();
        Checkpoint?.Validate();
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Not an estimation method.");
        if (!Enum.IsDefined(Schedule))
            throw new ArgumentOutOfRangeException(nameof(Schedule), Schedule, "Not a learning-rate schedule.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        if (BatchSize is { } size)
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 2, nameof(BatchSize));
        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "The learning rate must be a finite number above 0.");
        if (Threads is { } threads)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(Threads));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 256, nameof(Threads)); // libtorch overflows its stack somewhere beyond
        }
    }

    private static void CheckShare(double share, string name)
    {
        if (!(share is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(name, share, "A share of a model's options is from 0 to below 1.");
    }
}

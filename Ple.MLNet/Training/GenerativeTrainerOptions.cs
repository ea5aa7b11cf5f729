using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Models;

namespace Ple.MLNet.Training;

/// <summary>Options of <see cref="PleGenerativeTrainer"/>.</summary>
public sealed class GenerativeTrainerOptions
{
    /// <summary>Column of rows to learn: a known-size vector of Single, such as pixels or an embedding. Default "Features".</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>Shape of the generative model, a variational autoencoder.</summary>
    public VaeOptions Model { get; init; } = new();

    /// <summary>Default <see cref="EstimationMethod.MaximumLikelihood"/>; with the correction it is the library's recommended form of
    /// PLE for deep models.</summary>
    public EstimationMethod Method { get; init; } = EstimationMethod.MaximumLikelihood;

    /// <summary>Shape of the hypernetwork, for <see cref="EstimationMethod.Hypernetwork"/>.</summary>
    public HypernetworkOptions Hypernetwork { get; init; } = new();

    /// <summary>The penalty of PLE, for <see cref="EstimationMethod.Hypernetwork"/>.</summary>
    public PenaltyOptions Penalty { get; init; } = new();

    /// <summary>The bootstrap correction after training, for every method.</summary>
    public CorrectionOptions Correction { get; init; } = new();

    /// <summary>How rows are made.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Optimiser steps (Adam), at least 1. Default 3000.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Rows of a step, at least 2 and at most the rows of the data. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate, above 0; null, the default, is 0.01 for maximum likelihood and 0.001 for a hypernetwork.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Default <see cref="LearningRateSchedule.Cosine"/>.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>Seed of initial weights, order of batches and generated rows; null, the default, takes the MLContext's seed. The same seed
    /// and the same number of threads give the same bits.</summary>
    public int? Seed { get; init; }

    /// <summary>"auto" (CUDA where the application brought it, else CPU), "cpu", "cuda" or "cuda:N". Default "auto".</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads of libtorch while fitting, at least 1; null, the default, leaves its setting as it is. Small models are fastest on
    /// one or two.</summary>
    public int? Threads { get; init; }

    /// <summary>Is told of the fit's progress. Default none.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Cancels a fit, which then throws <see cref="OperationCanceledException"/>. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal double EffectiveLearningRate => LearningRate ?? (Method == EstimationMethod.Hypernetwork ? 0.001 : 0.01);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        Model.Validate();
        Hypernetwork.Validate();
        Penalty.Validate();
        Correction.Validate();
        Sampling.Validate();
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Not an estimation method.");
        if (!Enum.IsDefined(Schedule))
            throw new ArgumentOutOfRangeException(nameof(Schedule), Schedule, "Not a learning-rate schedule.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "The learning rate must be a finite number above 0.");
        if (Threads is { } threads)
            ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(Threads));
    }
}

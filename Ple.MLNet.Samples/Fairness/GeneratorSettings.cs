using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>What the compared methods share, and where they differ.</summary>
internal sealed record GeneratorSettings(FairnessPreset Preset)
{
    public required EstimationMethod Method { get; init; }

    public PenaltyOptions Penalty { get; init; } = new();

    public CorrectionOptions Correction { get; init; } = new() { Kind = CorrectionKind.None };

    public GenerativeTrainerOptions Options(double learningRate, int seed, CancellationToken cancellation, IProgress<TrainingProgress>? progress = null) => new()
    {
        Model = new VaeOptions { HiddenSizes = Preset.HiddenWidths, LatentSize = Preset.LatentSize },
        FeatureColumnName = nameof(ImageRow.Features),
        LabelColumnName = nameof(ImageRow.Label),
        Method = Method,
        Hypernetwork = new() { HiddenSizes = Preset.HypernetworkWidths },
        Penalty = Penalty,
        Correction = Correction,
        Sampling = new() { Latent = LatentKind.FittedMixture, Output = OutputKind.Draw },
        Steps = Preset.Steps,
        BatchSize = Preset.BatchSize,
        LearningRate = learningRate,
        Seed = seed,
        Threads = null, // as the command's --threads says
        CancellationToken = cancellation,
        Progress = progress,
    };
}

using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>What the compared methods share, and where they differ.</summary>
internal sealed record GeneratorSettings(FairnessModel Model, FairnessPreset Preset)
{
    public EstimationMethod Method { get; init; } = EstimationMethod.MaximumLikelihood;

    public bool KeepHypernetwork { get; init; }

    public TrainingSizes Training { get; init; } = Model.Training(Preset);

    public PenaltyOptions Penalty { get; init; } = new();

    public CorrectionOptions Correction { get; init; } = new() { Kind = CorrectionKind.None };

    /// <summary>What the model learns of the label: nothing, that the latent numbers of each class have a mixture of their own, or the class itself.</summary>
    public LabelUse Label { get; init; } = LabelUse.Mixtures;

    public Likelihood Likelihood { get; init; } = Likelihood.Automatic;

    public OutputKind Output { get; init; } = OutputKind.Draw;

    public LatentKind Latent { get; init; } = LatentKind.FittedMixture;

    /// <param name="images">Their width and height.</param>
    /// <param name="startFrom">The generator that training begins with; null for random weights.</param>
    public GenerativeTrainerOptions Options(ImageDataSet images, double learningRate, int seed, CancellationToken cancellation, IProgress<TrainingProgress>? progress = null,
        PleGenerativeTransformer? startFrom = null) => new()
    {
        StartFrom = startFrom,
        Model = Model.Options(Preset, images.Width, images.Height),
        FeatureColumnName = nameof(ImageRow.Features),
        LabelColumnName = Label == LabelUse.Mixtures && !Model.IsConditional ? nameof(ImageRow.Label) : null,
        ConditionColumnName = Label == LabelUse.Condition || Model.IsConditional ? nameof(ImageRow.Label) : null,
        Likelihood = Likelihood,
        Method = Method,
        Hypernetwork = new() { HiddenSizes = Preset.HypernetworkWidths },
        KeepHypernetwork = KeepHypernetwork,
        Penalty = Penalty,
        Correction = Correction,
        Sampling = new() { Latent = Latent, Output = Output },
        BalancedBatches = Model.IsConditional ? true : null, // a network told the class learns a rare one from its rows alone
        Steps = Training.Steps,
        BatchSize = Training.BatchSize,
        LearningRate = learningRate,
        Seed = seed,
        Threads = null, // as the command's --threads says
        CancellationToken = cancellation,
        Progress = progress,
    };
}

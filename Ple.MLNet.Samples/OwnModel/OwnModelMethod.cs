using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>A model and a way to train it. For the trainer an own model is a model like its own.</summary>
internal sealed record OwnModelMethod(string Name, string Label, GenerativeModelOptions Model, EstimationMethod Method, CorrectionKind Correction)
{
    /// <summary>The one that is saved and loaded again.</summary>
    public const string SavedName = "own-corrected";

    public static IReadOnlyList<OwnModelMethod> All { get; } =
    [
        new("vae", "built-in VAE, maximum likelihood", new VaeOptions(), EstimationMethod.MaximumLikelihood, CorrectionKind.None),
        new("vae-corrected", "built-in VAE, corrected", new VaeOptions(), EstimationMethod.MaximumLikelihood, CorrectionKind.Automatic),
        new("flow", "built-in normalizing flow", new FlowOptions(), EstimationMethod.MaximumLikelihood, CorrectionKind.None),
        new("flow-matching", "built-in flow matching", new FlowMatchingOptions(), EstimationMethod.MaximumLikelihood, CorrectionKind.None),
        new("own", "own model, its loss alone", new RectifiedFlowOptions(), EstimationMethod.MaximumLikelihood, CorrectionKind.None),
        new(SavedName, "own model, corrected", new RectifiedFlowOptions(), EstimationMethod.MaximumLikelihood, CorrectionKind.Automatic),
        new("own-ple", "own model, hypernetwork with penalty", new RectifiedFlowOptions(), EstimationMethod.Hypernetwork, CorrectionKind.None),
    ];

    public GenerativeTrainerOptions Options(int steps, int seed, IProgress<TrainingProgress> progress, CancellationToken cancellation) => new()
    {
        FeatureColumnName = TwoMoons.ColumnName,
        Model = Model,
        Method = Method,
        Correction = new() { Kind = Correction },
        Steps = steps,
        Seed = seed,
        Progress = progress,
        CancellationToken = cancellation,
    };
}

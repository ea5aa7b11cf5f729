using Ple.MLNet.Models;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>A generative model that the methods are compared on.</summary>
/// <param name="Name">As written on the command line and in the CSV file.</param>
/// <param name="Options">By the preset and the images' width and height.</param>
/// <param name="Training">Steps and rates, by the preset.</param>
/// <param name="HasLikelihood">Whether it has a bound on the likelihood, to be tuned and reported by.</param>
/// <param name="IsConditional">Whether it is told the class, by every method.</param>
/// <param name="Methods">What is compared where the command line names no methods.</param>
internal sealed record FairnessModel(string Name, Func<FairnessPreset, int, int, GenerativeModelOptions> Options, Func<FairnessPreset, TrainingSizes> Training, bool HasLikelihood, bool IsConditional, IReadOnlyList<string> Methods)
{
    public const string Gan = "gan";

    public static IReadOnlyList<FairnessModel> All { get; } =
    [
        new("vae", (preset, _, _) => Autoencoder(preset), preset => preset.Training, HasLikelihood: true, IsConditional: false,
            [GeneratorMethod.OneMixture, GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, GeneratorMethod.Conditional, "hypernetwork", "ple"]),
        new("conv-vae", (preset, width, height) => new ConvVaeOptions
            {
                Width = width, Height = height, Filters = preset.Filters, HiddenSize = preset.ConvolutionalWidth, LatentSize = preset.LatentSize,
            }, preset => preset.Convolutional, HasLikelihood: true, IsConditional: false,
            [GeneratorMethod.OneMixture, GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, GeneratorMethod.Conditional]),
        new("flow-matching", (preset, _, _) => new FlowMatchingOptions { LatentOf = Autoencoder(preset) }, preset => preset.Training, HasLikelihood: false, IsConditional: false,
            [GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, GeneratorMethod.Conditional]),
        new(Gan, Adversarial, preset => preset.Adversarial, HasLikelihood: false, IsConditional: true,
            [GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, "hypernetwork", "ple"]),
    ];

    private static VaeOptions Autoencoder(FairnessPreset preset) => new() { HiddenSizes = preset.HiddenWidths, LatentSize = preset.LatentSize };

    private static GanOptions Adversarial(FairnessPreset preset, int width, int height) => new()
    {
        Width = width, Height = height, CriticSteps = preset.GanCriticSteps, CriticLearningRate = preset.GanCriticLearningRate, HalfPrecision = preset.GanHalfPrecision,
        Channels = width % 8 == 0 && height % 8 == 0 ? [preset.GanChannels[0], .. preset.GanChannels] : preset.GanChannels,
    };
}

using Ple.MLNet.Models;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>A generative model that the methods are compared on.</summary>
/// <param name="Name">As written on the command line and in the CSV file.</param>
/// <param name="Options">By the preset and the images' width and height.</param>
/// <param name="Steps">Optimiser steps, by the preset.</param>
/// <param name="LearningRates">Tried by every method of maximum likelihood, ascending.</param>
/// <param name="HasLikelihood">Whether it has a bound on the likelihood, to be tuned and reported by.</param>
/// <param name="Methods">What is compared where the command line names no methods.</param>
internal sealed record FairnessModel(string Name, Func<FairnessPreset, int, int, GenerativeModelOptions> Options, Func<FairnessPreset, int> Steps,
    Func<FairnessPreset, IReadOnlyList<double>> LearningRates, bool HasLikelihood, IReadOnlyList<string> Methods)
{
    public static IReadOnlyList<FairnessModel> All { get; } =
    [
        new("vae", (preset, _, _) => Autoencoder(preset), preset => preset.Steps, preset => preset.LearningRates, HasLikelihood: true,
            [GeneratorMethod.OneMixture, GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, GeneratorMethod.Conditional, "hypernetwork", "ple"]),
        new("conv-vae", (preset, width, height) => new ConvVaeOptions
            {
                Width = width, Height = height, Filters = preset.Filters, HiddenSize = preset.ConvolutionalWidth, LatentSize = preset.LatentSize,
            }, preset => preset.ConvolutionalSteps, preset => preset.ConvolutionalLearningRates, HasLikelihood: true,
            [GeneratorMethod.OneMixture, GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, GeneratorMethod.Conditional]),
        new("flow-matching", (preset, _, _) => new FlowMatchingOptions { LatentOf = Autoencoder(preset) }, preset => preset.Steps, preset => preset.LearningRates, HasLikelihood: false,
            [GeneratorMethod.Baseline, GeneratorMethod.Continued, GeneratorMethod.Corrected, GeneratorMethod.Conditional]),
    ];

    private static VaeOptions Autoencoder(FairnessPreset preset) => new() { HiddenSizes = preset.HiddenWidths, LatentSize = preset.LatentSize };
}

using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

/// <summary>How a model is trained.</summary>
public sealed record ContractWay(string Name, EstimationMethod Method, bool IsCorrected)
{
    public override string ToString() => Name;
}

/// <summary>The models that <see cref="ModelContractTests"/> runs over.</summary>
internal static class ContractModels
{
    public static IReadOnlyList<ContractWay> Ways { get; } =
    [
        new("maximum likelihood", EstimationMethod.MaximumLikelihood, IsCorrected: false),
        new("hypernetwork with penalty", EstimationMethod.Hypernetwork, IsCorrected: false),
        new("corrected", EstimationMethod.MaximumLikelihood, IsCorrected: true),
    ];

    private static readonly (string Name, GenerativeModelOptions Options, bool TakesTables)[] _models =
    [
        ("VAE", new VaeOptions { HiddenSizes = [8, 8], LatentSize = 2 }, true),
        ("flow", new FlowOptions { HiddenSizes = [8], Couplings = 2, Bins = 3 }, true),
        ("convolutional VAE", new ConvVaeOptions { Width = 2, Height = 2, Filters = [4, 6], HiddenSize = 8, LatentSize = 2 }, false),
        ("flow matching", new FlowMatchingOptions { HiddenSizes = [8], Steps = 3 }, true),
        ("guided flow matching of latent numbers", new FlowMatchingOptions { HiddenSizes = [8], Steps = 3, Solver = FlowMatchingSolver.Euler, Guidance = 1,
            LatentOf = new VaeOptions { HiddenSizes = [8], LatentSize = 2 } }, true),
        ("adversarial", new GanOptions { Width = 2, Height = 2, Channels = [4, 4], LatentPart = 2, EmbeddingSize = 2 }, false),
        ("own diffusion", new TinyDiffusionOptions { Width = 8 }, true),
        ("own adversarial", new TinyGanOptions(), true),
    ];

    public static IReadOnlyList<ContractModel> All { get; } =
    [
        .. from model in _models
           from shape in new (string Text, bool IsVector, bool IsConditional)[] { ("vector", true, false), ("table", false, false), ("table with condition", false, true) }
           where shape.IsVector || model.TakesTables
           select new ContractModel($"{model.Name}, {shape.Text}", model.Options, shape.IsVector, shape.IsConditional),
    ];

    public static void Register()
    {
        PleKinds.Register("tests.tiny-diffusion", () => new TinyDiffusionOptions());
        PleKinds.Register("tests.tiny-gan", () => new TinyGanOptions());
    }
}

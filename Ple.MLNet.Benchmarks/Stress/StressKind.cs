using Microsoft.ML;
using Ple.MLNet.Distributions;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Benchmarks.Stress;

/// <summary>A kind of fit, and how rows are had from what it fits.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Fit">Fits to rows: by default options, or quickly (200 steps and more), from a seed.</param>
internal sealed record StressKind(string Name, Func<MLContext, IDataView, bool, int, ITransformer> Fit)
{
    private const int QuickSteps = 200;

    public static IReadOnlyList<StressKind> All { get; } =
    [
        new("vector", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, nameof(StressRow.Embedding), EstimationMethod.MaximumLikelihood)),
        new("table", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, null, EstimationMethod.MaximumLikelihood)),
        new("hypernetwork", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, nameof(StressRow.Embedding), EstimationMethod.Hypernetwork, penalty: new() { Lambda = 0 })),
        new("penalty", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, null, EstimationMethod.Hypernetwork)),
        new("flow", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, null, EstimationMethod.MaximumLikelihood, new FlowOptions { HiddenSizes = [16], Couplings = 2 })),
        new("flow matching", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, null, EstimationMethod.MaximumLikelihood,
            new FlowMatchingOptions { HiddenSizes = [16], LatentOf = new VaeOptions { HiddenSizes = [16], LatentSize = 4 } })),
        new("images", (ml, rows, byDefault, seed) => Generator(ml, rows, byDefault, seed, nameof(StressRow.Embedding), EstimationMethod.MaximumLikelihood,
            new ConvVaeOptions { Width = 4, Height = 3, Filters = [8], HiddenSize = 16, LatentSize = 2 })),
        new("mixture", Mixture),
    ];

    /// <summary>Rows of what was fitted, always the same ones.</summary>
    public static IDataView Rows(ITransformer fitted, IDataView input, int count) => fitted is GaussianMixtureTransformer mixture
        ? mixture.Transform(mixture.Generate(count, seed: 5))
        : fitted.Transform(input);

    private static PleGenerativeTransformer Generator(MLContext ml, IDataView rows, bool byDefault, int seed, string? featureColumn, EstimationMethod method,
        GenerativeModelOptions? model = null, PenaltyOptions? penalty = null)
    {
        string? condition = featureColumn is null ? nameof(StressRow.Class) : null;
        penalty ??= new();
        GenerativeTrainerOptions options = byDefault
            ? new() { Seed = seed, FeatureColumnName = featureColumn, ConditionColumnName = condition, Method = method, Model = model, Penalty = penalty }
            : new()
            {
                Seed = seed,
                FeatureColumnName = featureColumn,
                ConditionColumnName = condition,
                Method = method,
                Model = model,
                Penalty = penalty,
                Steps = QuickSteps,
                Correction = new() { Steps = 60 },
            };
        return ml.Ple.GenerativeTrainer(options).Fit(rows);
    }

    private static GaussianMixtureTransformer Mixture(MLContext ml, IDataView rows, bool byDefault, int seed)
    {
        GaussianMixtureMethod method = seed % 2 == 0 ? GaussianMixtureMethod.Hypernetwork : GaussianMixtureMethod.DirectGradient;
        GaussianMixtureGradientOptions gradient = byDefault
            ? new() { Components = 2, Seed = seed }
            : new() { Components = 2, Seed = seed, Steps = QuickSteps };
        return ml.Ple.GaussianMixture(new GaussianMixtureOptions { ColumnName = nameof(StressRow.Embedding), Method = method, Gradient = gradient }).Fit(rows);
    }
}

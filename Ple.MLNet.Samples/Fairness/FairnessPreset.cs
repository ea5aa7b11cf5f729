using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>The sizes of a run of <c>fairness</c>.</summary>
internal sealed record FairnessPreset
{
    /// <summary>As written on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Seeds, where the command line names no number.</summary>
    public required int Seeds { get; init; }

    /// <summary>Training rows of the majority class, where the data has so many.</summary>
    public required int MajorityRows { get; init; }

    /// <summary>Training images of each oracle, of all classes.</summary>
    public required int OracleImages { get; init; }

    /// <summary>Passes of each oracle over its images.</summary>
    public required int OracleEpochs { get; init; }

    /// <summary>How the oracles are trained.</summary>
    public OracleOptions Oracles => new() { TrainingImages = OracleImages, Epochs = OracleEpochs };

    /// <summary>Hidden layers of the encoder; the decoder has them in reverse. Four of them and the output make five layers.</summary>
    public required IReadOnlyList<int> HiddenWidths { get; init; }

    public required int LatentSize { get; init; }

    /// <summary>Filters of the convolutional autoencoder's convolutions.</summary>
    public required IReadOnlyList<int> Filters { get; init; }

    /// <summary>Its layer between convolutions and latent numbers.</summary>
    public required int ConvolutionalWidth { get; init; }

    /// <summary>Channels of the adversarial network's generator, from the smallest images on; images whose sides are multiples of 8 get one more block, of the first number.</summary>
    public required IReadOnlyList<int> GanChannels { get; init; }

    /// <summary>Learning rate of its critic.</summary>
    public double GanCriticLearningRate { get; init; } = 4e-3;

    /// <summary>Steps of its critic for each of the generator.</summary>
    public int GanCriticSteps { get; init; } = 1;

    /// <summary>Whether it is trained by 16 bits, for a GPU.</summary>
    public bool GanHalfPrecision { get; init; }

    /// <summary>Of the autoencoder, and of flow matching on its latent numbers.</summary>
    public required TrainingSizes Training { get; init; }

    /// <summary>Of the convolutional autoencoder: fewer steps, since each takes longer and does more.</summary>
    public required TrainingSizes Convolutional { get; init; }

    /// <summary>Of the adversarial network.</summary>
    public required TrainingSizes Adversarial { get; init; }

    /// <summary>Hidden layers of the hypernetwork: the paper's 32, 64, 96.</summary>
    public IReadOnlyList<int> HypernetworkWidths { get; init; } = [32, 64, 96];

    /// <summary>Rows that each generator makes to be scored.</summary>
    public required int GeneratedRows { get; init; }

    /// <summary>Of these and of the real rows, how many of each class the FIDs are taken over.</summary>
    public required int ScoredRowsPerClass { get; init; }

    /// <summary>What the results are not good for; null for nothing that they are not made for.</summary>
    public string? Caution { get; init; }

    /// <summary>Everything runs for real, at small size.</summary>
    public static FairnessPreset Smoke { get; } = new()
    {
        Name = "smoke", Seeds = 1, MajorityRows = 1000, OracleImages = 20_000, OracleEpochs = 2, HiddenWidths = [32, 32, 32, 32], LatentSize = 8,
        Filters = [8, 16], ConvolutionalWidth = 64, GanChannels = [16, 16, 16],
        Training = new(Steps: 400, BatchSize: 128, LearningRates: [5e-3, 2e-2], HypernetworkLearningRates: [1e-3], CorrectionSteps: 100),
        Convolutional = new(Steps: 150, BatchSize: 128, LearningRates: [5e-3, 1e-2], HypernetworkLearningRates: [1e-3], CorrectionSteps: 100),
        Adversarial = new(Steps: 8, BatchSize: 16, LearningRates: [1e-3, 2e-3, 4e-3], HypernetworkLearningRates: [6e-5], CorrectionSteps: 4),
        GeneratedRows = 2000, ScoredRowsPerClass = 150,
        Caution = "The smoke preset shows that everything runs: one small seed ranks no method. Leave --preset out to compare.",
    };

    /// <summary>Sizes that show the effect in minutes.</summary>
    public static FairnessPreset Default { get; } = new()
    {
        Name = "default", Seeds = 3, MajorityRows = 5000, OracleImages = int.MaxValue, OracleEpochs = 2, HiddenWidths = [32, 32, 32, 32], LatentSize = 8,
        Filters = [8, 16], ConvolutionalWidth = 64, GanChannels = [32, 16, 16],
        Training = new(Steps: 2500, BatchSize: 128, LearningRates: [2e-3, 5e-3, 1e-2, 2e-2], HypernetworkLearningRates: [1e-3, 2e-3], CorrectionSteps: 300),
        Convolutional = new(Steps: 1200, BatchSize: 128, LearningRates: [2e-3, 5e-3, 1e-2], HypernetworkLearningRates: [1e-3, 2e-3], CorrectionSteps: 300),
        Adversarial = new(Steps: 500, BatchSize: 32, LearningRates: [5e-4, 1e-3, 2e-3], HypernetworkLearningRates: [3e-5, 6e-5, 1.2e-4], CorrectionSteps: 60),
        GeneratedRows = 12_000, ScoredRowsPerClass = 900,
    };

    /// <summary>The paper's network sizes and length of training; hours on a CPU.</summary>
    public static FairnessPreset Paper { get; } = new()
    {
        Name = "paper", Seeds = 5, MajorityRows = 5000, OracleImages = int.MaxValue, OracleEpochs = 4, HiddenWidths = [512, 256, 128, 64], LatentSize = 16,
        Filters = [32, 64], ConvolutionalWidth = 256, GanChannels = [256, 256, 256], GanCriticSteps = 4, GanCriticLearningRate = 2e-4, GanHalfPrecision = true,
        Training = new(Steps: 6000, BatchSize: 128, LearningRates: [5e-4, 1e-3, 2e-3, 5e-3, 1e-2], HypernetworkLearningRates: [5e-4, 1e-3], CorrectionSteps: 600),
        Convolutional = new(Steps: 4000, BatchSize: 128, LearningRates: [1e-3, 2e-3, 5e-3, 1e-2], HypernetworkLearningRates: [5e-4, 1e-3], CorrectionSteps: 600),
        Adversarial = new(Steps: 20_000, BatchSize: 64, LearningRates: [1e-4, 2e-4, 4e-4], HypernetworkLearningRates: [1e-5, 2e-5, 4e-5], CorrectionSteps: 2000),
        GeneratedRows = 12_000, ScoredRowsPerClass = 900,
    };

    public static IReadOnlyList<FairnessPreset> All { get; } = [Smoke, Default, Paper];
}

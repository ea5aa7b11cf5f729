using Ple.MLNet.Images;

namespace Ple.MLNet.Samples.Images;

/// <summary>How the oracle is trained.</summary>
internal sealed record OracleOptions
{
    /// <summary>Default the small one.</summary>
    public ImageClassifierNetwork Network { get; init; } = ImageClassifierNetwork.Small;

    /// <summary>Passes over the training images, at least 1. Default 2.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>At most so many training images, chosen by the seed. Default all.</summary>
    public int TrainingImages { get; init; } = int.MaxValue;

    /// <summary>Images for each step. Default 64: as fast as 128 on MNIST and right more often.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Chooses the first weights, the images and their order. Default 1.</summary>
    public int Seed { get; init; } = 1;
}

using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>Options of <see cref="ImageClassifierTrainer"/>.</summary>
public sealed class ImageClassifierOptions
{
    /// <summary>Pixels: a known-size vector of Single, channel after channel, each row by row; best from 0 to 1. Default "Pixels".</summary>
    public string FeatureColumnName { get; init; } = "Pixels";

    /// <summary>The class: text, key, Boolean or number, 2 to 1000 different values. Default "Label".</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Which network. Default <see cref="ImageClassifierNetwork.Small"/>; <see cref="ImageClassifierNetwork.ResNet18"/> takes images of 28 x 28 to 64 x 64 pixels.</summary>
    public ImageClassifierNetwork Network { get; init; } = ImageClassifierNetwork.Small;

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Width { get; init; }

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Height { get; init; }

    /// <summary>Passes over the training images, at least 1. Default 2.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Images of a step, at least 1. Default 64: as fast as 128 on MNIST and right more often.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Of Adam, above 0. Default 0.001. <see cref="ImageClassifierNetwork.ResNet18"/> starts near 0, reaches it after a fifth of the steps and goes back to 0 along half a
    /// cosine.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Of the first weights and the order of the images. Null, the default, takes the MLContext's. The same seed gives the same bits with the
    /// same build of libtorch, the same instruction set of the processor and the same <see cref="Threads"/>.</summary>
    public int? Seed { get; init; }

    /// <summary>Threads of libtorch while fitting, 1 to 256; null leaves its setting as it is. Default 1: the bits then do not depend on the number
    /// of cores.</summary>
    public int? Threads { get; init; } = 1;

    /// <summary>Is told after each step which share of the fit is done, from 0 to 1. Default none.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Cancels a fit, which then throws <see cref="OperationCanceledException"/>. Default none.</summary>
    public CancellationToken CancellationToken { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        if (!Enum.IsDefined(Network))
            throw new ArgumentOutOfRangeException(nameof(Network), Network, "Not a network of an image classifier.");
        ImageShape.CheckSides(Width, Height, nameof(Width));
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate must be a finite number above 0.");
        if (Threads is < 1 or > 256)
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "1 to 256 threads.");
    }
}

using Ple.MLNet.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Images;

/// <summary>A classifier whose last hidden numbers are the features that images are compared by.</summary>
internal abstract class ImageNetwork(string name) : nn.Module<Tensor, Tensor>(name)
{
    public abstract int FeatureCount { get; }

    /// <summary>What a file holds of it: weights, and the statistics of batch norm.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> State => [.. named_parameters().Select(p => (p.name, (Tensor)p.parameter)), .. named_buffers()];

    /// <param name="kind">Which network.</param>
    /// <param name="shape">Of the images.</param>
    /// <param name="classCount">2 or more.</param>
    /// <param name="generator">Draws the first weights.</param>
    public static ImageNetwork Create(ImageClassifierNetwork kind, ImageShape shape, int classCount, Generator generator)
        => kind == ImageClassifierNetwork.Small ? new SmallNetwork(shape, classCount, generator) : new ResNet18(shape, classCount, generator);

    /// <summary>Whether the network takes images of this shape.</summary>
    public static bool Takes(ImageClassifierNetwork kind, ImageShape shape) => kind == ImageClassifierNetwork.Small || ResNet18.Takes(shape);

    /// <summary>How many weights such a network has, before memory is asked for.</summary>
    public static long WeightCount(ImageClassifierNetwork kind, ImageShape shape, int classCount)
        => kind == ImageClassifierNetwork.Small ? SmallNetwork.WeightCount(shape, classCount) : ResNet18.WeightCount(shape, classCount);

    /// <summary>To be called before images are scored: batch norm takes its statistics from now on. Weights that could still be trained would be convolved in another way, and features differ
    /// in their last digit.</summary>
    public void EndTraining()
    {
        eval();
        foreach (Parameter parameter in parameters())
            parameter.requires_grad_(false);
    }

    /// <summary>Images [n, pixels] to features [n, <see cref="FeatureCount"/>].</summary>
    public abstract Tensor Features(Tensor images);

    /// <summary>Features to logits [n, classes].</summary>
    public abstract Tensor Classify(Tensor features);

    public override Tensor forward(Tensor images) => Classify(Features(images));
}

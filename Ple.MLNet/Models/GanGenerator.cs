using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>BigGAN's generator: latent numbers in as many parts as there are blocks and one more; the first makes the smallest images, each other conditions a block beside a shared embedding of the class.</summary>
internal sealed class GanGenerator : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly SpectralWeight dense;
    private readonly Parameter denseBias;
    private readonly Parameter? embedding;
    private readonly ModuleList<nn.Module<Tensor, Tensor, Tensor>> blocks = [];
    private readonly SelfAttention? attention;
    private readonly BatchNorm2d norm;
    private readonly GanConvolution output;
    private readonly GanShape _shape;

    /// <param name="shape">Sizes of images and parts.</param>
    /// <param name="classes">Of the condition; 0 for none.</param>
    /// <param name="generator">Of the initial weights.</param>
    public GanGenerator(GanShape shape, int classes, Generator generator) : base(nameof(GanGenerator))
    {
        using var scope = NewDisposeScope();
        _shape = shape;
        ImageShape smallest = shape.Smallest;
        int conditions = shape.LatentPart + (classes > 0 ? shape.EmbeddingSize : 0);
        dense = new(generator, smallest.Size, shape.LatentPart);
        denseBias = nn.Parameter(zeros(smallest.Size));
        denseBias.DetachFromDisposeScope();
        if (classes > 0)
        {
            embedding = nn.Parameter(SpectralWeight.Orthogonal(generator, shape.EmbeddingSize, classes));
            embedding.DetachFromDisposeScope();
        }
        for (int i = 0; i + 1 < shape.Channels.Count; i++)
        {
            blocks.Add(new GanGeneratorBlock(shape.Channels[i], shape.Channels[i + 1], conditions, shape.InHalfPrecision, generator));
            if (shape.AttentionBehind == i)
                attention = new(shape.Channels[i + 1], generator);
        }
        norm = BatchNormalization.OfImages(shape.Channels[^1]);
        output = new(shape.Channels[^1], shape.Images.Channels, 3, shape.InHalfPrecision, generator);
        RegisterComponents();
    }

    /// <param name="latent">[n, z]</param>
    /// <param name="condition">One-hot, [n, c]; null without.</param>
    /// <returns>[n, channels x height x width], before the last function.</returns>
    public override Tensor forward(Tensor latent, Tensor? condition)
    {
        Tensor? embedded = condition is null ? null : nn.functional.linear(condition, embedding!);
        Tensor images = LastChannels.Made(nn.functional.linear(Part(0), dense.Normalized(), denseBias), _shape.Smallest);
        for (int i = 0; i < blocks.Count; i++)
        {
            images = blocks[i].call(images, RowLayout.Join(Part(i + 1), embedded));
            if (_shape.AttentionBehind == i)
                images = attention!.call(images);
        }
        return LastChannels.ToRows(output.call(BatchNormalization.Apply(norm, images).relu()));

        Tensor Part(int index) => latent.narrow(1, index * _shape.LatentPart, _shape.LatentPart);
    }
}

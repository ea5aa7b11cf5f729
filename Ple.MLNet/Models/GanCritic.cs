using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>BigGAN's critic: residual blocks that halve the images, one that does not, the sum over all places, and a number that is linear in it, plus the projection on an embedding of the class
/// (Miyato and Koyama 2018, arXiv 1802.05637).</summary>
internal sealed class GanCritic : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ModuleList<nn.Module<Tensor, Tensor>> blocks = [];
    private readonly SelfAttention? attention;
    private readonly SpectralWeight head;
    private readonly Parameter headBias;
    private readonly SpectralWeight? embedding;
    private readonly GanShape _shape;

    /// <param name="shape">Sizes of images.</param>
    /// <param name="classes">Of the condition; 0 for none.</param>
    /// <param name="generator">Of the initial weights.</param>
    public GanCritic(GanShape shape, int classes, Generator generator) : base(nameof(GanCritic))
    {
        using var scope = NewDisposeScope();
        _shape = shape;
        int[] channels = [shape.Images.Channels, .. shape.Channels.Reverse()];
        for (int i = 0; i + 1 < channels.Length; i++)
        {
            blocks.Add(new GanCriticBlock(channels[i], channels[i + 1], isFirst: i == 0, halves: i + 2 < channels.Length, shape.InHalfPrecision, generator));
            if (i == AttentionBehind)
                attention = new(channels[i + 1], generator);
        }
        head = new(generator, 1, channels[^1]);
        headBias = nn.Parameter(zeros(1));
        headBias.DetachFromDisposeScope();
        if (classes > 0)
            embedding = new(generator, classes, channels[^1]);
        RegisterComponents();
    }

    /// <summary>The block that leaves images of the side at which the generator has its attention.</summary>
    private int AttentionBehind => _shape.AttentionBehind is { } block ? _shape.Channels.Count - 3 - block : -1;

    /// <param name="images">[n, channels x height x width], from -1 to 1 or standardized.</param>
    /// <param name="condition">One-hot, [n, c]; null without.</param>
    /// <returns>[n]</returns>
    public override Tensor forward(Tensor images, Tensor? condition)
    {
        Tensor maps = LastChannels.Of(images, _shape.Images);
        for (int i = 0; i < blocks.Count; i++)
        {
            maps = blocks[i].call(maps);
            if (i == AttentionBehind)
                maps = attention!.call(maps);
        }
        Tensor features = maps.relu().sum([2, 3]);
        Tensor judged = nn.functional.linear(features, head.Normalized(), headBias).squeeze(1);
        return condition is null ? judged : judged.Plus((condition.matmul(embedding!.Normalized()) * features).sum([1]));
    }
}

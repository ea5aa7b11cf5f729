using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Self-attention over the places of images (Zhang et al. 2019, arXiv 1805.08318, in BigGAN's form: keys and values of half the width and height). It starts as the
/// identity.</summary>
internal sealed class SelfAttention : nn.Module<Tensor, Tensor>
{
    private const int QueryShare = 8, ValueShare = 2;

    private readonly SpectralWeight query;
    private readonly SpectralWeight key;
    private readonly SpectralWeight value;
    private readonly SpectralWeight output;
    private readonly Parameter strength;

    /// <param name="channels">Of the images.</param>
    /// <param name="generator">Of the initial weights.</param>
    public SelfAttention(int channels, Generator generator) : base(nameof(SelfAttention))
    {
        using var scope = NewDisposeScope();
        int queries = Math.Max(1, channels / QueryShare), values = Math.Max(1, channels / ValueShare);
        query = new(generator, queries, channels);
        key = new(generator, queries, channels);
        value = new(generator, values, channels);
        output = new(generator, channels, values);
        strength = nn.Parameter(zeros(1));
        strength.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <param name="images">[n, channels, height, width], the sides even.</param>
    public override Tensor forward(Tensor images)
    {
        Tensor places = LastChannels.ToRows(images).view(images.shape[0], images.shape[1], -1), pooledKeys = Pooled(key.Normalized()), pooledValues = Pooled(value.Normalized());
        Tensor attention = query.Normalized().matmul(places).transpose(1, 2).matmul(pooledKeys).softmax(-1);
        Tensor attended = output.Normalized().matmul(pooledValues.matmul(attention.transpose(1, 2))).view(images.shape);
        return (attended * strength).Plus(images);

        Tensor Pooled(Tensor weight) => nn.functional.max_pool2d(weight.matmul(places).view(images.shape[0], weight.shape[0], images.shape[2], images.shape[3]), 2).flatten(2);
    }
}

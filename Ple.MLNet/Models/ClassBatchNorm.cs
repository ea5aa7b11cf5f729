using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Batch norm of images whose gains and biases are linear in what each row is conditioned on (de Vries et al. 2017; in BigGAN a shared embedding of the class and a part of
/// the latent numbers).</summary>
internal sealed class ClassBatchNorm : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly BatchNorm2d norm;
    private readonly SpectralWeight gain;
    private readonly SpectralWeight bias;

    /// <param name="channels">Of the images.</param>
    /// <param name="conditions">Numbers that a row is conditioned on.</param>
    /// <param name="generator">Of the initial weights.</param>
    public ClassBatchNorm(int channels, int conditions, Generator generator) : base(nameof(ClassBatchNorm))
    {
        using var scope = NewDisposeScope(); // a module's own tensors belong to no scope
        norm = BatchNormalization.OfImagesAlone(channels);
        gain = new(generator, channels, conditions);
        bias = new(generator, channels, conditions);
        RegisterComponents();
    }

    /// <param name="images">[n, channels, height, width]</param>
    /// <param name="condition">[n, conditions]</param>
    public override Tensor forward(Tensor images, Tensor condition)
    {
        Tensor gains = nn.functional.linear(condition, gain.Normalized()).Plus(Lasting.One).unsqueeze(2).unsqueeze(3);
        Tensor biases = nn.functional.linear(condition, bias.Normalized()).unsqueeze(2).unsqueeze(3);
        return (BatchNormalization.Apply(norm, images) * gains).Plus(biases);
    }
}

using Ple.MLNet.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

/// <summary>A small DCGAN as a generative model, for the gradient tests: what it minimises are both players' losses at once.</summary>
internal sealed class ConvolutionalGan : GenerativeModel
{
    public const int Side = 16, Latent = 8;

    private readonly Sequential generator = nn.Sequential(
        ("fc", nn.Linear(Latent, 16 * 4 * 4)), ("unflatten", nn.Unflatten(1, [16, 4, 4])), ("norm0", nn.BatchNorm2d(16)), ("relu0", nn.ReLU()),
        ("conv1", nn.ConvTranspose2d(16, 8, 4, stride: 2, padding: 1)), ("norm1", nn.BatchNorm2d(8)), ("relu1", nn.ReLU()),
        ("conv2", nn.ConvTranspose2d(8, 1, 4, stride: 2, padding: 1)), ("tanh", nn.Tanh()));

    private readonly Sequential discriminator = nn.Sequential(
        ("conv0", nn.Conv2d(1, 8, 4, stride: 2, padding: 1)), ("leaky0", nn.LeakyReLU(0.2)),
        ("conv1", nn.Conv2d(8, 16, 4, stride: 2, padding: 1)), ("norm", nn.BatchNorm2d(16)), ("leaky1", nn.LeakyReLU(0.2)),
        ("flatten", nn.Flatten()), ("fc", nn.Linear(16 * 4 * 4, 1)));

    public ConvolutionalGan() : base(nameof(ConvolutionalGan), RowLayout.Vector(Side * Side)) => RegisterComponents();

    public override Tensor Loss(Tensor values, Tensor? condition, INoise noise) => Losses(values, noise.Normal(Latent), generator.call, discriminator.call);

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output) => generator.call(noise.Normal(Latent)).flatten(1);

    public override bool SamplesAreDifferentiable(OutputKind output) => true;

    public static Tensor Losses(Tensor rows, Tensor noise, Func<Tensor, Tensor> generate, Func<Tensor, Tensor> discriminate)
    {
        Tensor made = generate(noise);
        Tensor real = discriminate(rows.view(-1, 1, Side, Side)), fooled = discriminate(made), caught = discriminate(made.detach());
        return (nn.functional.softplus(-real) + nn.functional.softplus(-fooled) + nn.functional.softplus(caught)).squeeze(1);
    }
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Samples.Images;

/// <summary>A small convolutional classifier; its last hidden layer gives the features that images are compared by.</summary>
internal sealed class OracleNetwork : nn.Module<Tensor, Tensor>
{
    public const int FeatureCount = 64;

    private readonly Sequential _features;
    private readonly Linear _classes;

    /// <param name="imageSize">Width and height, in pixels.</param>
    /// <param name="generator">Draws the first weights.</param>
    public OracleNetwork(int imageSize, int classCount, Generator generator) : base("oracle")
    {
        int half = (imageSize + 1) / 2, quarter = (half + 1) / 2;
        _features = nn.Sequential(
            nn.Conv2d(1, 16, 5, stride: 2, padding: 2), nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride: 2, padding: 1), nn.ReLU(),
            nn.Flatten(), nn.Linear(32L * quarter * quarter, FeatureCount), nn.ReLU());
        _classes = nn.Linear(FeatureCount, classCount);
        RegisterComponents();
        DrawWeights(generator);
    }

    /// <summary>Images [n, 1, size, size] from 0 to 1 to features [n, 64].</summary>
    public Tensor Features(Tensor images) => _features.call(images);

    /// <summary>Features [n, 64] to logits [n, classes].</summary>
    public Tensor Classify(Tensor features) => _classes.call(features);

    public override Tensor forward(Tensor images) => Classify(Features(images));

    /// <summary>PyTorch's usual uniform start, but from our own generator: the global one belongs to whoever runs beside us.</summary>
    private void DrawWeights(Generator generator)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        double bound = 0;
        foreach (Parameter parameter in parameters())
        {
            if (parameter.dim() > 1) // a weight; its bias follows and has the same bound
                bound = 1 / Math.Sqrt(parameter.numel() / parameter.shape[0]);
            parameter.copy_(rand(parameter.shape, generator: generator).mul(2 * bound).sub(bound));
        }
    }
}

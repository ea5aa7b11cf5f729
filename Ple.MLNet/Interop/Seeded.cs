using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>Random numbers that do not touch libtorch's global generator: a fit neither reads nor changes the application's own.</summary>
internal static class Seeded
{
    public static Generator Generator(long seed, Device? device = null) => new((ulong)seed, device ?? CPU);

    /// <summary>The usual start of a linear layer, uniform within 1/sqrt(inputs), from the given generator.</summary>
    public static Linear Linear(long inputs, long outputs, Generator generator)
    {
        Linear layer = nn.Linear(inputs, outputs);
        double bound = 1 / Math.Sqrt(inputs);
        using var noGrad = no_grad();
        layer.weight.uniform_(-bound, bound, generator);
        layer.bias!.uniform_(-bound, bound, generator);
        return layer;
    }
}

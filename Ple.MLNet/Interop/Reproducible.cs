using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>What makes fits repeatable: random numbers apart from libtorch's global generator, which a fit neither reads nor changes, and
/// memory that is always aligned alike.</summary>
internal static class Reproducible
{
    private static readonly Scalar _halfOfSmallest = Math.ScaleB(1, -25);

    public static Generator Generator(long seed, Device? device = null) => new((ulong)seed, device ?? CPU);

    /// <summary>Uniform numbers strictly between 0 and 1. Those of torch.rand are multiples of 2^-24, so that one of 17 million is 0: an
    /// infinity once it has passed a quantile function.</summary>
    public static Tensor Uniform(long[] shape, ScalarType type, Device device, Generator generator)
        => rand(shape, type, device, generator: generator).clamp_min_(_halfOfSmallest);

    /// <summary>A tensor of its own memory: one that only wraps a managed array is aligned by chance, and the bits of matrix products
    /// depend on that.</summary>
    public static Tensor Copy(float[] values, long[] shape, Device? device = null)
    {
        using Tensor wrapped = tensor(values, shape);
        return wrapped.clone().to(device ?? CPU);
    }

    /// <summary>The usual start of a linear layer, uniform within 1/sqrt(inputs), from the given generator.</summary>
    public static Linear Linear(long inputs, long outputs, Generator generator)
    {
        using var scope = NewDisposeScope(); // what the constructor leaves behind; a module's own tensors belong to no scope
        Linear layer = nn.Linear(inputs, outputs);
        double bound = 1 / Math.Sqrt(inputs);
        using var noGrad = no_grad();
        layer.weight.uniform_(-bound, bound, generator);
        layer.bias!.uniform_(-bound, bound, generator);
        return layer;
    }
}

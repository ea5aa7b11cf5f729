using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>What makes fits repeatable: random numbers apart from libtorch's global generator, which a fit neither reads nor changes, and
/// memory that is always aligned alike.</summary>
internal static class Reproducible
{
    private static readonly Scalar _lowestUniform = Lasting.Number(1.0 / (1 << 25));

    public static Generator Generator(long seed, Device? device = null) => new((ulong)seed, device ?? CPU);

    /// <summary>Numbers uniform strictly between 0 and 1. libtorch's own include 0, once in 16 million, of which a normal draw is infinite.</summary>
    public static Tensor Uniform(long rows, long columns, ScalarType type, Device device, Generator generator)
        => rand(rows, columns, type, device, generator: generator).clamp_min_(_lowestUniform);

    /// <summary>A tensor of its own memory: one that only wraps a managed array is aligned by chance, and the bits of matrix products
    /// depend on that.</summary>
    public static Tensor Copy(float[] values, long[] shape, Device? device = null)
    {
        Tensor own = empty(shape, ScalarType.Float32);
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(own.bytes);
        if (device is null || device.type == DeviceType.CPU)
            return own;
        using (own)
            return own.to(device);
    }

    /// <summary>A weight or bias of a linear layer with its usual start, uniform within 1/sqrt(inputs), from the given generator. It belongs to no dispose
    /// scope.</summary>
    public static Parameter LinearParameter(long inputs, Generator generator, params long[] shape)
    {
        double bound = 1 / Math.Sqrt(inputs);
        Parameter parameter = nn.Parameter(empty(shape));
        parameter.DetachFromDisposeScope();
        using var noGrad = no_grad();
        parameter.uniform_(-bound, bound, generator);
        return parameter;
    }

    /// <summary>A linear layer with that start.</summary>
    public static Linear Linear(long inputs, long outputs, Generator generator)
    {
        using var scope = NewDisposeScope(); // what the constructor leaves behind; a module's own tensors belong to no scope
        Linear layer = nn.Linear(inputs, outputs);
        layer.weight = LinearParameter(inputs, generator, outputs, inputs);
        layer.bias = LinearParameter(inputs, generator, outputs);
        return layer;
    }
}

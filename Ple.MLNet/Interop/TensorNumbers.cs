using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>A tensor's numbers: copies, and where they lie. TorchSharp's own accessor goes from one to the next by strides, and takes a hundred times as long.</summary>
internal static class TensorNumbers
{
    [ThreadStatic]
    private static long _reads;

    /// <summary>How often this thread has asked a device for what it holds: on a GPU it waits each time for all work that was given to it. What does so elsewhere is banned by BannedSymbols.Reads.txt and BannedSymbols.txt.</summary>
    public static long Reads => _reads;

    /// <summary>The one number of a tensor, from any device.</summary>
    public static double Number(this Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        _reads++;
#pragma warning disable RS0030 // the one place where a number is read
        return tensor.to(ScalarType.Float64).item<double>();
#pragma warning restore RS0030
    }

    /// <summary>In the processor's memory: the tensor itself where it lies there.</summary>
    public static Tensor OnHost(this Tensor tensor)
    {
        _reads++;
#pragma warning disable RS0030 // the one place where a tensor is brought here
        return tensor.cpu();
#pragma warning restore RS0030
    }

    /// <summary>The numbers, row after row, from any device.</summary>
    /// <typeparam name="T">The tensor's type of number.</typeparam>
    public static T[] Numbers<T>(this Tensor tensor) where T : unmanaged
    {
        T[] numbers = new T[tensor.numel()];
        tensor.CopyNumbersTo<T>(numbers);
        return numbers;
    }

    /// <summary>Where the numbers of a contiguous tensor on the CPU lie, for as long as the tensor or its storage lives.</summary>
    public static unsafe float* Pointer(this Tensor tensor) => (float*)(tensor.storage<float>().data_ptr() + (nint)(tensor.storage_offset() * sizeof(float)));

    /// <summary>Copies the numbers, row after row, to the beginning of a span.</summary>
    /// <typeparam name="T">The tensor's type of number.</typeparam>
    public static void CopyNumbersTo<T>(this Tensor tensor, Span<T> target) where T : unmanaged
    {
        using DisposeScope scope = NewDisposeScope();
        tensor.OnHost().contiguous().NumbersInPlace<T>().CopyTo(target);
    }

    /// <summary>The numbers where they are, for as long as the tensor lives.</summary>
    /// <param name="tensor">In the processor's memory, row after row.</param>
    /// <typeparam name="T">The tensor's type of number.</typeparam>
    public static ReadOnlySpan<T> NumbersInPlace<T>(this Tensor tensor) where T : unmanaged => tensor.element_size() == Unsafe.SizeOf<T>()
        ? MemoryMarshal.Cast<byte, T>(tensor.bytes)
        : throw new ArgumentException($"The tensor is of {tensor.dtype}, not of {typeof(T).Name}.", nameof(tensor));
}

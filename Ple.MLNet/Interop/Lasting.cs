using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// Arithmetic with numbers that outlive the native call. TorchSharp wraps every number, also the hidden factor 1 of each sum of two tensors,
/// in an object that a garbage collection started by another thread may free while the call still reads it: once in some ten thousand
/// training steps on a busy machine. What runs in loops therefore takes its numbers from fields, or disposes them after the call.
/// </summary>
internal static class Lasting
{
    public static readonly Scalar One = 1.0, MinusOne = -1.0, Two = 2.0, Half = 0.5, RootTwo = Math.Sqrt(2), LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>left + right</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>left + right, where right is a number that lasts.</summary>
    public static Tensor Plus(this Tensor left, Scalar right) => left.add(right, One);

    /// <summary>Uniform numbers to standard normal ones.</summary>
    public static Tensor NormalQuantile(this Tensor uniform) => uniform.mul(Two).Plus(MinusOne).erfinv().mul(RootTwo);
}

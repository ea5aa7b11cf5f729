using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Interop;

/// <summary>
/// Arithmetic with numbers that outlive the native call. TorchSharp wraps every number in an object with a finalizer, also hidden ones: the factor
/// 1 of each sum of two tensors, the exponent of a square. A garbage collection that another thread starts may free such an object while the
/// native call still reads it. What makes them behind one's back is banned by BannedSymbols.txt; here stand the forms that do not.
/// </summary>
internal static class Lasting
{
    public static readonly Scalar Zero = Number(0), One = Number(1), MinusOne = Number(-1), Two = Number(2), Three = Number(3),
        Half = Number(0.5), MinusHalf = Number(-0.5), RootTwo = Number(Math.Sqrt(2)), LogTwoPi = Number(Math.Log(2 * Math.PI));

    /// <summary>A number for TorchSharp: to be kept in a field, or disposed after the call that reads it.</summary>
#pragma warning disable RS0030 // the one place where numbers are wrapped
    public static Scalar Number(double value) => value;
#pragma warning restore RS0030

    /// <summary>left + right</summary>
    public static Tensor Plus(this Tensor left, Tensor right) => left.add(right, One);

    /// <summary>left + right, where right is a number that lasts.</summary>
    public static Tensor Plus(this Tensor left, Scalar right) => left.add(right, One);

    /// <summary>left += right</summary>
    public static Tensor AddInPlace(this Tensor left, Tensor right) => left.add_(right, One);

    /// <summary>left += right, where right is a number that lasts.</summary>
    public static Tensor AddInPlace(this Tensor left, Scalar right) => left.add_(right, One);

    /// <summary>value * number</summary>
    public static Tensor Times(this Tensor value, double number)
    {
        using Scalar lasting = Number(number);
        return value.mul(lasting);
    }

    /// <summary>value / number</summary>
    public static Tensor Over(this Tensor value, double number)
    {
        using Scalar lasting = Number(number);
        return value.div(lasting);
    }

    /// <summary>value²</summary>
    public static Tensor Squared(this Tensor value) => value.pow(Two);

    /// <summary>log(1 + e^value)</summary>
    public static Tensor Softplus(this Tensor value) => value.logaddexp(zeros_like(value, requires_grad: false));

    /// <summary>Uniform numbers to standard normal ones.</summary>
    public static Tensor NormalQuantile(this Tensor uniform) => uniform.mul(Two).AddInPlace(MinusOne).erfinv_().mul_(RootTwo);
}

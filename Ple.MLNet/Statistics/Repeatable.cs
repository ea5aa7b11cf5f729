using System.Numerics;
using System.Runtime.InteropServices;

namespace Ple.MLNet.Statistics;

/// <summary>
/// Sums and functions of many numbers whose bits depend on the numbers alone. Those of TensorPrimitives depend on where an array lies in memory and on how far the
/// runtime has compiled them, which differ from process to process: the last bits differ with it.
/// </summary>
internal static class Repeatable
{
    private const int Ways = 4;

    /// <summary>Σ a</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + Ways <= vectors.Length; i += Ways)
            (s0, s1, s2, s3) = (s0 + vectors[i], s1 + vectors[i + 1], s2 + vectors[i + 2], s3 + vectors[i + 3]);
        for (; i < vectors.Length; i++)
            s0 += vectors[i];
        double sum = SumOfLanes(s0 + s1 + (s2 + s3));
        foreach (double value in values[(vectors.Length * Vector<double>.Count)..])
            sum += value;
        return sum;
    }

    /// <summary>e to each value, in place: by the runtime's own function of one number, whose bits do not depend on how far a method has been compiled.</summary>
    public static void Exponentiate(Span<double> values)
    {
        foreach (ref double value in values)
            value = Math.Exp(value);
    }

    /// <summary>The natural logarithm of each value, in place; likewise.</summary>
    public static void TakeLogarithms(Span<double> values)
    {
        foreach (ref double value in values)
            value = Math.Log(value);
    }

    /// <summary>Σ a b</summary>
    public static double SumOfProducts(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector<double>> a = MemoryMarshal.Cast<double, Vector<double>>(left), b = MemoryMarshal.Cast<double, Vector<double>>(right[..left.Length]);
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + Ways <= a.Length; i += Ways)
            (s0, s1, s2, s3) = (s0 + a[i] * b[i], s1 + a[i + 1] * b[i + 1], s2 + a[i + 2] * b[i + 2], s3 + a[i + 3] * b[i + 3]);
        for (; i < a.Length; i++)
            s0 += a[i] * b[i];
        double sum = SumOfLanes(s0 + s1 + (s2 + s3));
        for (int rest = a.Length * Vector<double>.Count; rest < left.Length; rest++)
            sum += left[rest] * right[rest];
        return sum;
    }

    private static double SumOfLanes(Vector<double> lanes)
    {
        double sum = lanes[0];
        for (int lane = 1; lane < Vector<double>.Count; lane++)
            sum += lanes[lane];
        return sum;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace Ple.MLNet.Statistics;

/// <summary>
/// Sums whose order depends on the number of terms alone. Those of TensorPrimitives depend on where an array lies in memory, which differs from process to
/// process: the last bits of a sum differ with it.
/// </summary>
internal static class OrderedSum
{
    private const int Ways = 4;

    /// <summary>Σ a</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + Ways <= vectors.Length; i += Ways)
            (s0, s1, s2, s3) = (s0 + vectors[i], s1 + vectors[i + 1], s2 + vectors[i + 2], s3 + vectors[i + 3]);
        for (; i < vectors.Length; i++)
            s0 += vectors[i];
        double sum = Vector.Sum(s0 + s1 + (s2 + s3));
        foreach (double value in values[(vectors.Length * Vector<double>.Count)..])
            sum += value;
        return sum;
    }

    /// <summary>Σ a b</summary>
    public static double OfProducts(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector<double>> a = MemoryMarshal.Cast<double, Vector<double>>(left), b = MemoryMarshal.Cast<double, Vector<double>>(right[..left.Length]);
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + Ways <= a.Length; i += Ways)
            (s0, s1, s2, s3) = (s0 + a[i] * b[i], s1 + a[i + 1] * b[i + 1], s2 + a[i + 2] * b[i + 2], s3 + a[i + 3] * b[i + 3]);
        for (; i < a.Length; i++)
            s0 += a[i] * b[i];
        double sum = Vector.Sum(s0 + s1 + (s2 + s3));
        for (int rest = a.Length * Vector<double>.Count; rest < left.Length; rest++)
            sum += left[rest] * right[rest];
        return sum;
    }
}

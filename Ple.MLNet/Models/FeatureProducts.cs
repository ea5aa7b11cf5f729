using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector256<float>;
using static System.Runtime.Intrinsics.Vector256;

namespace Ple.MLNet.Models;

/// <summary>What a fully connected layer computes, feature by feature. A number is summed up in the same order wherever it lies in memory.</summary>
internal static unsafe class FeatureProducts
{
    private const int Half = FeatureRows.Lanes / 2;

    /// <summary>output[m] = start[m] + Σ_k matrix[m, k] input[k], four features by sixteen rows at once.</summary>
    /// <param name="matrix">Its first number.</param>
    /// <param name="outerStep">From m to the next.</param>
    /// <param name="innerStep">From k to the next.</param>
    /// <param name="input">K features.</param>
    /// <param name="output">M features.</param>
    /// <param name="start">[M]; null for zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* matrix, nint outerStep, nint innerStep, FeatureRows input, FeatureRows output, float* start)
    {
        int last = output.Features - 1;
        nint stride = input.Stride;
        for (int lane = 0; lane < input.Width; lane += FeatureRows.Lanes)
        {
            for (int m = 0; m <= last; m += 4)
            {
                int m1 = Math.Min(m + 1, last), m2 = Math.Min(m + 2, last), m3 = Math.Min(m + 3, last); // at the end some are computed again
                float* a0 = matrix + m * outerStep, a1 = matrix + m1 * outerStep, a2 = matrix + m2 * outerStep, a3 = matrix + m3 * outerStep, b = input.Pointer + lane;
                Vector s0 = Start(start, m), s1 = Start(start, m1), s2 = Start(start, m2), s3 = Start(start, m3), t0 = s0, t1 = s1, t2 = s2, t3 = s3;
                for (int k = 0; k < input.Features; k++)
                {
                    Vector b0 = Load(b), b1 = Load(b + Half), a = Create(*a0);
                    (s0, t0) = (FusedMultiplyAdd(a, b0, s0), FusedMultiplyAdd(a, b1, t0));
                    a = Create(*a1);
                    (s1, t1) = (FusedMultiplyAdd(a, b0, s1), FusedMultiplyAdd(a, b1, t1));
                    a = Create(*a2);
                    (s2, t2) = (FusedMultiplyAdd(a, b0, s2), FusedMultiplyAdd(a, b1, t2));
                    a = Create(*a3);
                    (s3, t3) = (FusedMultiplyAdd(a, b0, s3), FusedMultiplyAdd(a, b1, t3));
                    a0 += innerStep;
                    a1 += innerStep;
                    a2 += innerStep;
                    a3 += innerStep;
                    b += stride;
                }
                float* c = output.Pointer + lane;
                Keep(s0, t0, c + m * stride);
                Keep(s1, t1, c + m1 * stride);
                Keep(s2, t2, c + m2 * stride);
                Keep(s3, t3, c + m3 * stride);
            }
        }
    }

    /// <summary>products[o, i] = Σ over rows of left[o] right[i], four features by three at once.</summary>
    /// <param name="left">O features.</param>
    /// <param name="right">I features.</param>
    /// <param name="products">[O, I]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyRows(FeatureRows left, FeatureRows right, float* products)
    {
        int lastLeft = left.Features - 1, lastRight = right.Features - 1;
        nint width = left.Width;
        for (int o = 0; o <= lastLeft; o += 4)
        {
            int o1 = Math.Min(o + 1, lastLeft), o2 = Math.Min(o + 2, lastLeft), o3 = Math.Min(o + 3, lastLeft);
            float* y0 = left.At(o), y1 = left.At(o1), y2 = left.At(o2), y3 = left.At(o3);
            float* p0 = products + (nint)o * right.Features, p1 = products + (nint)o1 * right.Features, p2 = products + (nint)o2 * right.Features, p3 = products + (nint)o3 * right.Features;
            for (int i = 0; i <= lastRight; i += 3)
            {
                int i1 = Math.Min(i + 1, lastRight), i2 = Math.Min(i + 2, lastRight);
                float* x0 = right.At(i), x1 = right.At(i1), x2 = right.At(i2);
                Vector s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default,
                    s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
                for (nint lane = 0; lane < width; lane += Half)
                {
                    Vector a = Load(x0 + lane), b = Load(x1 + lane), c = Load(x2 + lane), y = Load(y0 + lane);
                    (s00, s01, s02) = (FusedMultiplyAdd(y, a, s00), FusedMultiplyAdd(y, b, s01), FusedMultiplyAdd(y, c, s02));
                    y = Load(y1 + lane);
                    (s10, s11, s12) = (FusedMultiplyAdd(y, a, s10), FusedMultiplyAdd(y, b, s11), FusedMultiplyAdd(y, c, s12));
                    y = Load(y2 + lane);
                    (s20, s21, s22) = (FusedMultiplyAdd(y, a, s20), FusedMultiplyAdd(y, b, s21), FusedMultiplyAdd(y, c, s22));
                    y = Load(y3 + lane);
                    (s30, s31, s32) = (FusedMultiplyAdd(y, a, s30), FusedMultiplyAdd(y, b, s31), FusedMultiplyAdd(y, c, s32));
                }
                (p0[i], p0[i1], p0[i2]) = (Total(s00), Total(s01), Total(s02));
                (p1[i], p1[i1], p1[i2]) = (Total(s10), Total(s11), Total(s12));
                (p2[i], p2[i1], p2[i2]) = (Total(s20), Total(s21), Total(s22));
                (p3[i], p3[i1], p3[i2]) = (Total(s30), Total(s31), Total(s32));
            }
        }
    }

    /// <summary>Of each feature the sum over rows.</summary>
    public static void Sum(FeatureRows values, float* sums)
    {
        for (int feature = 0; feature < values.Features; feature++)
        {
            float* row = values.At(feature);
            Vector sum = default;
            for (int lane = 0; lane < values.Width; lane += Half)
                sum += Load(row + lane);
            sums[feature] = Total(sum);
        }
    }

    /// <summary>The sum of a vector's numbers, by halves.</summary>
    public static float Total(Vector vector)
    {
        Vector128<float> four = vector.GetLower() + vector.GetUpper(), two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    private static Vector Start(float* start, int m) => start is null ? default : Create(start[m]);

    private static void Keep(Vector first, Vector second, float* target)
    {
        first.Store(target);
        second.Store(target + Half);
    }
}

using System.Runtime.Intrinsics;
using static Ple.MLNet.Hypernetworks.Adam;

namespace Ple.MLNet.Hypernetworks;

/// <summary>What the fused heads compute for a row of W: its weight θ, and the step of <see cref="Adam"/> while the row is at hand.</summary>
internal static unsafe class HeadKernels
{
    private const int Lanes = HeadMemory.Lanes;

    /// <summary>θ = W a + b for some rows of W.</summary>
    public static void Predict(HeadMemory memory, long first, int rows, float* embedding, float* predicted)
    {
        nint stride = memory.Stride;
        float* weight = memory.W + first * stride, bias = memory.B + first;
        for (int i = 0; i < rows; i++, weight += stride)
        {
            Vector512<float> sum = default;
            for (nint j = 0; j < stride; j += Lanes)
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(weight + j), Vector512.Load(embedding + j), sum);
            predicted[i] = Sum(sum) + bias[i];
        }
    }

    /// <summary>Adam on one number of b.</summary>
    public static void StepBias(HeadMemory memory, long row, float gradient, float rate, float varianceScale)
    {
        float* mean = memory.BMean + row, variance = memory.BVariance + row;
        *mean = (float)Beta1 * *mean + (float)(1 - Beta1) * gradient;
        *variance = (float)Beta2 * *variance + (float)(1 - Beta2) * gradient * gradient;
        memory.B[row] -= rate * *mean / (MathF.Sqrt(*variance) * varianceScale + (float)Epsilon);
    }

    /// <summary>Adam on one row of W, whose gradient is made in registers; and what the row adds to dL/dA, by its numbers from before.</summary>
    /// <param name="memory">W and its moments.</param>
    /// <param name="row">Which.</param>
    /// <param name="rowGradients">dL/dθ of this row by each of the count embeddings.</param>
    /// <param name="embeddings">A [count, stride].</param>
    /// <param name="pull">dL/dA [count, stride], added to.</param>
    /// <param name="count">Embeddings.</param>
    /// <param name="rate">Step size, with the correction of the mean's start.</param>
    /// <param name="varianceScale">The correction of the variance's start.</param>
    public static void StepRow(
        HeadMemory memory, long row, float* rowGradients, float* embeddings, float* pull, int count, float rate, float varianceScale)
    {
        nint stride = memory.Stride;
        float* weight = memory.W + row * stride, mean = memory.WMean + row * stride, variance = memory.WVariance + row * stride;
        var beta1 = Vector512.Create((float)Beta1);
        var beta2 = Vector512.Create((float)Beta2);
        var oneMinusBeta1 = Vector512.Create((float)(1 - Beta1));
        var oneMinusBeta2 = Vector512.Create((float)(1 - Beta2));
        var scale = Vector512.Create(varianceScale);
        var epsilon = Vector512.Create((float)Epsilon);
        var step = Vector512.Create(rate);
        for (nint j = 0; j < stride; j += Lanes)
        {
            Vector512<float> w = Vector512.Load(weight + j), gradient = default;
            float* target = pull + j, input = embeddings + j;
            for (int k = 0; k < count; k++, target += stride, input += stride)
            {
                var g = Vector512.Create(rowGradients[k]);
                Vector512.FusedMultiplyAdd(g, w, Vector512.Load(target)).Store(target);
                gradient = Vector512.FusedMultiplyAdd(g, Vector512.Load(input), gradient);
            }
            Vector512<float> m = Vector512.FusedMultiplyAdd(oneMinusBeta1, gradient, beta1 * Vector512.Load(mean + j));
            Vector512<float> v = Vector512.FusedMultiplyAdd(oneMinusBeta2 * gradient, gradient, beta2 * Vector512.Load(variance + j));
            m.Store(mean + j);
            v.Store(variance + j);
            (w - step * m / (Vector512.Sqrt(v) * scale + epsilon)).Store(weight + j);
        }
    }

    /// <summary>By halves, which takes a fraction of the instructions of <see cref="Vector512.Sum{T}"/>.</summary>
    private static float Sum(Vector512<float> values)
    {
        Vector256<float> eight = values.GetLower() + values.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Ple.MLNet.Hypernetworks.Adam;

namespace Ple.MLNet.Hypernetworks;

/// <summary>What the fused heads compute for rows of W, one of each of the strips at a time: their weights θ, and the step of <see cref="Adam"/>.</summary>
internal static unsafe class HeadKernels
{
    private const int Lanes = HeadMemory.Lanes / 2, Strips = HeadMemory.Strips;

    /// <summary>θ = W a + b of some rows, for each of several embeddings.</summary>
    /// <param name="memory">W and b.</param>
    /// <param name="from">First row.</param>
    /// <param name="to">Row behind the last.</param>
    /// <param name="embeddings">A [count, stride].</param>
    /// <param name="count">Embeddings.</param>
    /// <param name="predicted">θ [count, P], of which the rows are written.</param>
    public static void Predict(HeadMemory memory, long from, long to, float* embeddings, int count, float* predicted)
    {
        long strip = HeadMemory.Strip(from, to);
        float* found = stackalloc float[Strips];
        for (long row = from; row < from + strip; row++)
        {
            for (int k = 0; k < count; k++)
            {
                PredictRows(memory, row, strip, embeddings + (long)k * memory.Stride, found);
                for (long s = 0, at = row; s < Strips && at < to; s++, at += strip)
                    predicted[k * memory.Rows + at] = found[s] + memory.B[at];
            }
        }
    }

    /// <summary>W a of a row of each strip.</summary>
    public static void PredictRows(HeadMemory memory, long row, long strip, float* embedding, float* predicted)
    {
        nint stride = memory.Stride, jump = (nint)strip * stride;
        float* w0 = memory.W + row * stride, w1 = w0 + jump, w2 = w1 + jump, w3 = w2 + jump;
        Vector256<float> low0 = default, low1 = default, low2 = default, low3 = default, high0 = default, high1 = default, high2 = default, high3 = default;
        for (nint j = 0; j < stride; j += 2 * Lanes)
        {
            Vector256<float> low = Vector256.Load(embedding + j), high = Vector256.Load(embedding + j + Lanes);
            Ahead(w0 + j);
            Ahead(w1 + j);
            Ahead(w2 + j);
            Ahead(w3 + j);
            low0 = Vector256.FusedMultiplyAdd(Vector256.Load(w0 + j), low, low0);
            high0 = Vector256.FusedMultiplyAdd(Vector256.Load(w0 + j + Lanes), high, high0);
            low1 = Vector256.FusedMultiplyAdd(Vector256.Load(w1 + j), low, low1);
            high1 = Vector256.FusedMultiplyAdd(Vector256.Load(w1 + j + Lanes), high, high1);
            low2 = Vector256.FusedMultiplyAdd(Vector256.Load(w2 + j), low, low2);
            high2 = Vector256.FusedMultiplyAdd(Vector256.Load(w2 + j + Lanes), high, high2);
            low3 = Vector256.FusedMultiplyAdd(Vector256.Load(w3 + j), low, low3);
            high3 = Vector256.FusedMultiplyAdd(Vector256.Load(w3 + j + Lanes), high, high3);
        }
        predicted[0] = Sum(low0 + high0);
        predicted[1] = Sum(low1 + high1);
        predicted[2] = Sum(low2 + high2);
        predicted[3] = Sum(low3 + high3);
    }

    /// <summary>Adam on some numbers of b.</summary>
    public static void StepBias(HeadMemory memory, long from, long to, float* gradients, double beta1, float rate, float varianceScale)
    {
        var adam = new AdamNumbers(beta1, rate, varianceScale);
        long row = from;
        for (; row + Lanes <= to; row += Lanes)
            adam.Step(Vector256.Load(gradients + row), memory.B + row, memory.BMean + row, memory.BVariance + row);
        for (; row < to; row++)
        {
            float* mean = memory.BMean + row, variance = memory.BVariance + row;
            *mean = (float)beta1 * *mean + (float)(1 - beta1) * gradients[row];
            *variance = (float)Beta2 * *variance + (float)(1 - Beta2) * gradients[row] * gradients[row];
            memory.B[row] -= rate * *mean / (MathF.Sqrt(*variance) * varianceScale + (float)Epsilon);
        }
    }

    /// <summary>Adam on a row of W of each strip, whose gradients are made in registers; and what the rows add to dL/dA, by their numbers from before.</summary>
    /// <param name="memory">W and its moments.</param>
    /// <param name="row">Of the first strip.</param>
    /// <param name="strip">Rows of a strip.</param>
    /// <param name="gradients">dL/dθ of the rows by each embedding, [count, strips].</param>
    /// <param name="embeddings">A [count, stride].</param>
    /// <param name="pull">dL/dA [count, stride], added to.</param>
    /// <param name="count">Embeddings.</param>
    /// <param name="beta1">Of Adam.</param>
    /// <param name="rate">Step size, with the correction of the mean's start.</param>
    /// <param name="varianceScale">The correction of the variance's start.</param>
    public static void StepRows(HeadMemory memory, long row, long strip, float* gradients, float* embeddings, float* pull, int count, double beta1, float rate, float varianceScale)
    {
        nint stride = memory.Stride, jump = (nint)strip * stride;
        long first = row * stride;
        float* weight = memory.W + first, mean = memory.WMean + first, variance = memory.WVariance + first;
        var adam = new AdamNumbers(beta1, rate, varianceScale);
        for (nint j = 0; j < stride; j += Lanes, weight += Lanes, mean += Lanes, variance += Lanes)
        {
            Vector256<float> w0 = Vector256.Load(weight), w1 = Vector256.Load(weight + jump), w2 = Vector256.Load(weight + 2 * jump), w3 = Vector256.Load(weight + 3 * jump);
            Vector256<float> g0 = default, g1 = default, g2 = default, g3 = default;
            float* input = embeddings + j, target = pull + j, by = gradients;
            for (int k = 0; k < count; k++, input += stride, target += stride, by += Strips)
            {
                Vector256<float> a = Vector256.Load(input), c0 = Vector256.Create(by[0]), c1 = Vector256.Create(by[1]), c2 = Vector256.Create(by[2]), c3 = Vector256.Create(by[3]);
                g0 = Vector256.FusedMultiplyAdd(c0, a, g0);
                g1 = Vector256.FusedMultiplyAdd(c1, a, g1);
                g2 = Vector256.FusedMultiplyAdd(c2, a, g2);
                g3 = Vector256.FusedMultiplyAdd(c3, a, g3);
                (Vector256.FusedMultiplyAdd(c0, w0, Vector256.FusedMultiplyAdd(c1, w1, Vector256.Load(target))) + Vector256.FusedMultiplyAdd(c2, w2, c3 * w3)).Store(target);
            }
            adam.Step(g0, weight, mean, variance);
            adam.Step(g1, weight + jump, mean + jump, variance + jump);
            adam.Step(g2, weight + 2 * jump, mean + 2 * jump, variance + 2 * jump);
            adam.Step(g3, weight + 3 * jump, mean + 3 * jump, variance + 3 * jump);
        }
    }

    /// <summary>Asks for memory that is soon worked on: what the processor reads ahead by itself ends with a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead(float* at)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(at + 128);
    }

    /// <summary>By halves, which takes a fraction of the instructions of <see cref="Vector256.Sum{T}"/>.</summary>
    private static float Sum(Vector256<float> eight)
    {
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        Vector128<float> two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    /// <summary>Adam's numbers of a step, in registers.</summary>
    private readonly struct AdamNumbers(double beta1, float rate, float varianceScale)
    {
        private readonly Vector256<float> _beta1 = Vector256.Create((float)beta1), _oneMinusBeta1 = Vector256.Create((float)(1 - beta1)), _beta2 = Vector256.Create((float)Beta2),
            _oneMinusBeta2 = Vector256.Create((float)(1 - Beta2)), _epsilon = Vector256.Create((float)Epsilon), _rate = Vector256.Create(rate), _scale = Vector256.Create(varianceScale);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> gradient, float* value, float* mean, float* variance)
        {
            Ahead(value);
            Ahead(mean);
            Ahead(variance);
            Vector256<float> m = Vector256.FusedMultiplyAdd(_oneMinusBeta1, gradient, _beta1 * Vector256.Load(mean));
            Vector256<float> v = Vector256.FusedMultiplyAdd(_oneMinusBeta2 * gradient, gradient, _beta2 * Vector256.Load(variance));
            m.Store(mean);
            v.Store(variance);
            (Vector256.Load(value) - _rate * m / (Vector256.Sqrt(v) * _scale + _epsilon)).Store(value);
        }
    }
}

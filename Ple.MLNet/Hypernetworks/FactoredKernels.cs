using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using static Ple.MLNet.Hypernetworks.Adam;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>One step of the heads by <see cref="FactoredMoment"/>, for rows of W, one of each of the strips at a time.</summary>
/// <param name="memory">W and its mean squares.</param>
/// <param name="u">[count, P], contiguous as all: the gradient of W is Σ_k U_k ⊗ D_k.</param>
/// <param name="d">[count, stride]</param>
/// <param name="shaped">D times what each column's step is multiplied by.</param>
/// <param name="products">Of D, over h, [count, count].</param>
/// <param name="rate">Step size.</param>
/// <param name="correction">Of the mean squares' start.</param>
internal sealed unsafe class FactoredKernels(HeadMemory memory, Tensor u, Tensor d, Tensor shaped, Tensor products, float rate, float correction)
{
    private const int Lanes = HeadMemory.Lanes / 2, Strips = HeadMemory.Strips;

    private readonly HeadMemory _memory = memory;
    private readonly int _count = (int)d.shape[0];
    private readonly float* _shaped = shaped.Pointer(), _products = products.Pointer();
    private readonly float _rate = rate, _correction = correction;

    public float* U { get; } = u.Pointer();

    /// <summary>Steps some rows.</summary>
    /// <param name="from">First row.</param>
    /// <param name="to">Row behind the last.</param>
    /// <param name="pull">Σ U_k W by the numbers from before, [count, stride]; added to.</param>
    public void Run(long from, long to, float* pull)
    {
        long strip = HeadMemory.Strip(from, to);
        float* gradients = stackalloc float[2 * Strips * _count], changes = gradients + Strips * _count;
        for (long row = from; row < from + strip; row++)
        {
            Scale(row, strip, gradients, changes);
            StepRows(row, strip, gradients, changes, pull);
        }
    }

    /// <summary>Takes a row of each strip into account, and writes their parts of U, and what their parts of the step are, [count, strips] each.</summary>
    private void Scale(long row, long strip, float* gradients, float* changes)
    {
        for (int k = 0; k < _count; k++)
            _memory.Gather(U + k * _memory.Rows, row, strip).Store(gradients + k * Strips);
        Vector128<float> square = default;
        for (int k = 0; k < _count; k++)
        {
            Vector128<float> sum = default;
            for (int l = 0; l < _count; l++)
                sum += _products[k * _count + l] * Vector128.Load(gradients + l * Strips);
            square += sum * Vector128.Load(gradients + k * Strips);
        }
        float* kept = _memory.RowSquares + row;
        Vector128<float> before = Vector128.Create(kept[0], kept[strip], kept[2 * strip], kept[3 * strip]);
        Vector128<float> after = (float)Beta2 * before + (float)(1 - Beta2) * Vector128.Max(square, default);
        (kept[0], kept[strip], kept[2 * strip], kept[3 * strip]) = (after[0], after[1], after[2], after[3]);
        Vector128<float> scale = Vector128.Create(-_rate) / (Vector128.Sqrt(after * _correction) + Vector128.Create((float)Epsilon));
        for (int k = 0; k < _count; k++)
            (scale * Vector128.Load(gradients + k * Strips)).Store(changes + k * Strips);
    }

    private void StepRows(long row, long strip, float* gradients, float* changes, float* pull)
    {
        nint stride = _memory.Stride, jump = (nint)strip * stride;
        float* weight = _memory.W + row * stride;
        for (nint j = 0; j < stride; j += Lanes, weight += Lanes)
        {
            float* weight1 = weight + jump, weight2 = weight1 + jump, weight3 = weight2 + jump;
            HeadKernels.Ahead(weight);
            HeadKernels.Ahead(weight1);
            HeadKernels.Ahead(weight2);
            HeadKernels.Ahead(weight3);
            Vector256<float> w0 = Vector256.Load(weight), w1 = Vector256.Load(weight1), w2 = Vector256.Load(weight2), w3 = Vector256.Load(weight3);
            Vector256<float> n0 = w0, n1 = w1, n2 = w2, n3 = w3;
            float* input = _shaped + j, target = pull + j, by = gradients, change = changes;
            for (int k = 0; k < _count; k++, input += stride, target += stride, by += Strips, change += Strips)
            {
                Vector256<float> a = Vector256.Load(input);
                n0 = Vector256.FusedMultiplyAdd(Vector256.Create(change[0]), a, n0);
                n1 = Vector256.FusedMultiplyAdd(Vector256.Create(change[1]), a, n1);
                n2 = Vector256.FusedMultiplyAdd(Vector256.Create(change[2]), a, n2);
                n3 = Vector256.FusedMultiplyAdd(Vector256.Create(change[3]), a, n3);
                Vector256<float> even = Vector256.FusedMultiplyAdd(Vector256.Create(by[2]), w2, Vector256.FusedMultiplyAdd(Vector256.Create(by[0]), w0, Vector256.Load(target)));
                (even + Vector256.FusedMultiplyAdd(Vector256.Create(by[3]), w3, Vector256.Create(by[1]) * w1)).Store(target);
            }
            n0.Store(weight);
            n1.Store(weight1);
            n2.Store(weight2);
            n3.Store(weight3);
        }
    }
}

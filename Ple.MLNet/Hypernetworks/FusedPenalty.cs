using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>The gradients of a likelihood and the penalty for the fused heads. What H(Y_i) is, is found on the way, while a row of W is at hand: one pass
/// over W fewer.</summary>
/// <param name="memory">W and b.</param>
/// <param name="gradient">Of the likelihood by H(X), [P]; contiguous.</param>
/// <param name="real">H(X), [P]; contiguous.</param>
/// <param name="embeddings">Of X, Y_1..Y_m, padded; [m + 1, stride].</param>
/// <param name="form">What is summed over the weights.</param>
/// <param name="factor">Weight of the sum in the loss.</param>
/// <param name="blocks">Of rows, each worked on by one thread.</param>
internal sealed unsafe class FusedPenalty(HeadMemory memory, Tensor gradient, Tensor real, Tensor embeddings, PenaltyForm form, double factor, int blocks)
{
    private const int Strips = HeadMemory.Strips;

    private readonly HeadMemory _memory = memory;
    private readonly float* _gradient = gradient.Pointer(), _real = real.Pointer(), _embeddings = embeddings.Pointer();
    private readonly int _sets = (int)embeddings.shape[0] - 1;
    private readonly bool _ofMean = form == PenaltyForm.Expectation;
    private readonly float _share = (float)(factor / (embeddings.shape[0] - 1));
    private readonly double[] _sums = new double[blocks];

    /// <summary>The sum over the rows that gradients were written of.</summary>
    public double Sum => _sums.Sum();

    /// <summary>Writes dL/dθ of a row of each strip, [m + 1, strips].</summary>
    public void Write(long row, long strip, int block, float* gradients)
    {
        int sets = _sets;
        float share = _share, setShare = 1f / sets;
        float* predicted = stackalloc float[sets * Strips];
        for (int k = 0; k < sets; k++)
            HeadKernels.PredictRows(_memory, row, strip, _embeddings + (long)(k + 1) * _memory.Stride, predicted + k * Strips);
        Vector128<float> real = _memory.Gather(_real, row, strip), bias = _memory.Gather(_memory.B, row, strip), mean = default, size = default, signs = default;
        for (int k = 0; k < sets; k++)
        {
            Vector128<float> difference = (Vector128.Load(predicted + k * Strips) + bias - real) * setShare;
            mean += difference;
            size += Vector128.Abs(difference);
            signs += Sign(difference, share);
            Sign(difference, share).Store(gradients + (k + 1) * Strips);
        }
        if (_ofMean)
        {
            size = Vector128.Abs(mean);
            signs = Sign(mean, sets * share);
            for (int k = 1; k <= sets; k++)
                Sign(mean, share).Store(gradients + k * Strips);
        }
        (_memory.Gather(_gradient, row, strip) - signs).Store(gradients);
        _sums[block] += Vector128.Sum(size);
    }

    /// <summary>The size with the sign of a value; 0 for NaN, of which the loss will tell.</summary>
    private static Vector128<float> Sign(Vector128<float> value, float size)
        => Vector128.ConditionalSelect(Vector128.GreaterThan(value, default), Vector128.Create(size), Vector128.ConditionalSelect(Vector128.LessThan(value, default), Vector128.Create(-size), default));
}

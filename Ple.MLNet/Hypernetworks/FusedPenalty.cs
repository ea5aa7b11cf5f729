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
    private readonly HeadMemory _memory = memory;
    private readonly float* _gradient = gradient.Pointer(), _real = real.Pointer(), _embeddings = embeddings.Pointer();
    private readonly int _sets = (int)embeddings.shape[0] - 1;
    private readonly bool _ofMean = form == PenaltyForm.Expectation;
    private readonly float _share = (float)(factor / (embeddings.shape[0] - 1));
    private readonly double[] _sums = new double[blocks];

    /// <summary>The sum over the rows that gradients were written of.</summary>
    public double Sum => _sums.Sum();

    /// <summary>Writes dL/dθ of some rows, for each of them m + 1 numbers.</summary>
    public void Write(long first, int rows, int block, float* gradients)
    {
        int sets = _sets;
        float share = _share, setShare = 1f / sets;
        float* predicted = stackalloc float[rows * sets];
        for (int k = 0; k < sets; k++)
            HeadKernels.Predict(_memory, first, rows, _embeddings + (long)(k + 1) * _memory.Stride, predicted + k * rows);
        double sum = 0;
        for (int i = 0; i < rows; i++, gradients += sets + 1)
        {
            float mean = 0, size = 0, signs = 0;
            for (int k = 0; k < sets; k++)
            {
                float difference = (predicted[k * rows + i] - _real[first + i]) * setShare;
                mean += difference;
                size += MathF.Abs(difference);
                signs += gradients[k + 1] = share * Sign(difference);
            }
            if (_ofMean)
            {
                (size, signs) = (MathF.Abs(mean), sets * share * Sign(mean));
                for (int k = 1; k <= sets; k++)
                    gradients[k] = share * Sign(mean);
            }
            gradients[0] = _gradient[first + i] - signs;
            sum += size;
        }
        _sums[block] += sum;
    }

    /// <summary>0 for NaN, of which the loss will tell.</summary>
    private static float Sign(float value) => value > 0 ? 1 : value < 0 ? -1 : 0;
}

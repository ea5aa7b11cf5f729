using System.Runtime.Intrinsics;
using Ple.MLNet.Interop;
using static Ple.MLNet.Hypernetworks.Adam;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>Fused heads whose step is exact Adam.</summary>
/// <param name="weight">W [P, h]; taken over.</param>
/// <param name="bias">b [P]; taken over.</param>
/// <param name="beta1">Of Adam.</param>
internal sealed unsafe class FusedAdamHead(Tensor weight, Tensor bias, double beta1 = Beta1) : FusedHead(new HeadMemory(weight, bias, HeadMoments.Full))
{
    /// <summary>Writes dL/dθ of a row of each strip, for each of the embeddings: [count, strips].</summary>
    private delegate void RowGradients(long row, long strip, int block, float* gradients);

    public override Tensor Step(Tensor gradients, Tensor embeddings, double learningRate)
    {
        using var noGrad = no_grad();
        using Tensor contiguous = gradients.contiguous(), padded = Memory.Padded(embeddings), sum = gradients.sum([0]);
        int count = (int)embeddings.shape[0];
        float* g = contiguous.Pointer();
        return StepRows(padded, sum, learningRate, (row, strip, _, rowGradients) =>
        {
            for (int k = 0; k < count; k++)
                Memory.Gather(g + k * Memory.Rows, row, strip).Store(rowGradients + k * HeadMemory.Strips);
        });
    }

    public override (Tensor Pulled, double Sum) StepWithPenalty(
        Tensor gradient, Tensor real, Tensor embeddings, PenaltyForm form, double factor, double learningRate)
    {
        using var noGrad = no_grad();
        using Tensor padded = Memory.Padded(embeddings);
        var penalty = new FusedPenalty(Memory, gradient, real, padded, form, factor, Blocks);
        Tensor pulled = StepRows(padded, gradient, learningRate, penalty.Write);
        return (pulled, penalty.Sum);
    }

    /// <summary>Adam on every row of W and b, by the gradients of that row's predicted weight.</summary>
    /// <param name="embeddings">A, padded; [r, stride].</param>
    /// <param name="biasGradient">dL/db [P].</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="gradientsOf">dL/dθ of the rows that are asked for.</param>
    private Tensor StepRows(Tensor embeddings, Tensor biasGradient, double learningRate, RowGradients gradientsOf)
    {
        int count = (int)embeddings.shape[0], stride = Memory.Stride;
        Steps++;
        float rate = (float)(learningRate / (1 - Math.Pow(beta1, Steps)));
        float varianceScale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, Steps)));
        using Tensor pulled = zeros(Blocks, count, stride); // dL/dA, a part from each block of rows
        float* a = embeddings.Pointer(), pull = pulled.Pointer(), byBias = biasGradient.Pointer();

        ForEachBlock((from, to, block) =>
        {
            float* blockPull = pull + (long)block * count * stride;
            float* gradients = stackalloc float[HeadMemory.Strips * count];
            long strip = HeadMemory.Strip(from, to);
            for (long row = from; row < from + strip; row++)
            {
                gradientsOf(row, strip, block, gradients);
                HeadKernels.StepRows(Memory, row, strip, gradients, a, blockPull, count, beta1, rate, varianceScale);
            }
            HeadKernels.StepBias(Memory, from, to, byBias, beta1, rate, varianceScale);
        });
        return pulled.sum([0]).narrow(1, 0, Memory.Width);
    }
}

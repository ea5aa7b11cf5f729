using Ple.MLNet.Interop;
using static Ple.MLNet.Hypernetworks.Adam;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// The heads on the CPU in float32. W and Adam's two moments are read and written once in a step: the gradient of W is a sum of r outer
/// products, so each row's gradient is made in registers from G and A, and used at once. The result is exact Adam.
/// </summary>
/// <param name="weight">W [P, h]; taken over.</param>
/// <param name="bias">b [P]; taken over.</param>
internal sealed unsafe class FusedHead(Tensor weight, Tensor bias) : WeightHead
{
    /// <summary>Rows of W that are worked on together: few, so that reading ahead in W and in both moments is not broken off.</summary>
    private const int ChunkRows = 8;

    /// <summary>Writes dL/dθ of some rows, for each of them one number an embedding.</summary>
    private delegate void ChunkGradients(long firstRow, int rows, int block, float* gradients);

    private readonly HeadMemory _memory = new(weight, bias);
    private readonly int _blocks = get_num_threads(); // once: sums are laid out by it
    private long _steps;

    public override Tensor Weight => _memory.Weight;

    public override Tensor Bias => _memory.Bias;

    public override Tensor Forward(Tensor embeddings)
    {
        using var noGrad = no_grad();
        int count = (int)embeddings.shape[0];
        using Tensor padded = _memory.Padded(embeddings);
        Tensor weights = empty(count, _memory.Rows);
        float* a = padded.Pointer(), theta = weights.Pointer();
        ForEachBlock((from, to, _) =>
        {
            for (long first = from; first < to; first += ChunkRows)
            {
                for (int k = 0; k < count; k++)
                {
                    HeadKernels.Predict(_memory, first, (int)Math.Min(ChunkRows, to - first), a + (long)k * _memory.Stride,
                        theta + k * _memory.Rows + first);
                }
            }
        });
        return weights;
    }

    public override Tensor Pull(Tensor gradients)
    {
        using var noGrad = no_grad();
        return gradients.matmul(Weight);
    }

    public override Tensor Step(Tensor gradients, Tensor embeddings, double learningRate)
    {
        using var noGrad = no_grad();
        using Tensor contiguous = gradients.contiguous(), padded = _memory.Padded(embeddings);
        int count = (int)embeddings.shape[0];
        float* g = contiguous.Pointer();
        return StepRows(padded, learningRate, (first, rows, _, gradients) =>
        {
            for (int i = 0; i < rows; i++)
            {
                for (int k = 0; k < count; k++)
                    gradients[i * count + k] = g[k * _memory.Rows + first + i];
            }
        });
    }

    public override (Tensor Pulled, double Sum) StepWithPenalty(
        Tensor gradient, Tensor real, Tensor embeddings, PenaltyForm form, double factor, double learningRate)
    {
        using var noGrad = no_grad();
        using Tensor padded = _memory.Padded(embeddings);
        var penalty = new FusedPenalty(_memory, gradient, real, padded, form, factor, _blocks);
        Tensor pulled = StepRows(padded, learningRate, penalty.Write);
        return (pulled, penalty.Sum);
    }

    public override void Visit(CheckpointState state)
    {
        _memory.Visit(state);
        _steps = state.Visit("head.steps", _steps);
    }

    public override void Dispose() => _memory.Dispose();

    /// <summary>Adam on every row of W and b, by the gradients of that row's predicted weight.</summary>
    /// <param name="embeddings">A, padded; [r, stride].</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="gradientsOf">dL/dθ of the rows that are asked for.</param>
    private Tensor StepRows(Tensor embeddings, double learningRate, ChunkGradients gradientsOf)
    {
        int count = (int)embeddings.shape[0], stride = _memory.Stride;
        _steps++;
        float rate = (float)(learningRate / (1 - Math.Pow(Beta1, _steps)));
        float varianceScale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps)));
        using Tensor pulled = zeros(_blocks, count, stride); // dL/dA, a part from each block of rows
        float* a = embeddings.Pointer(), pull = pulled.Pointer();

        ForEachBlock((from, to, block) =>
        {
            float* blockPull = pull + (long)block * count * stride;
            float* gradients = stackalloc float[ChunkRows * count];
            for (long first = from; first < to; first += ChunkRows)
            {
                int rows = (int)Math.Min(ChunkRows, to - first);
                gradientsOf(first, rows, block, gradients);
                for (int i = 0; i < rows; i++)
                {
                    float* rowGradients = gradients + i * count;
                    float biasGradient = 0;
                    for (int k = 0; k < count; k++)
                        biasGradient += rowGradients[k];
                    HeadKernels.StepBias(_memory, first + i, biasGradient, rate, varianceScale);
                    HeadKernels.StepRow(_memory, first + i, rowGradients, a, blockPull, count, rate, varianceScale);
                }
            }
        });
        return pulled.sum([0]).narrow(1, 0, _memory.Width);
    }

    private void ForEachBlock(Action<long, long, int> body)
    {
        if (_blocks == 1)
        {
            body(0, _memory.Rows, 0);
            return;
        }
        long size = (_memory.Rows + _blocks - 1) / _blocks;
        Parallel.For(0, _blocks, new ParallelOptions { MaxDegreeOfParallelism = _blocks },
            block => body(Math.Min(_memory.Rows, block * size), Math.Min(_memory.Rows, (block + 1) * size), block));
    }
}

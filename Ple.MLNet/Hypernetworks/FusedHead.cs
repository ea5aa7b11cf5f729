using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Hypernetworks;

/// <summary>
/// The heads on the CPU in float32. The gradient of W is a sum of r outer products, so each row's gradient is made in registers from G and A and used at
/// once: W, and what the optimizer keeps of it, is read and written once in a step.
/// </summary>
/// <param name="memory">Taken over.</param>
internal abstract unsafe class FusedHead(HeadMemory memory) : WeightHead
{
    private readonly int _blocks = get_num_threads(); // once: sums are laid out by it

    protected HeadMemory Memory { get; } = memory;

    /// <summary>Of rows, each worked on by one thread.</summary>
    protected int Blocks => _blocks;

    /// <summary>Steps so far.</summary>
    protected long Steps { get; set; }

    public override Tensor Weight => Memory.Weight;

    public override Tensor Bias => Memory.Bias;

    public override Tensor Forward(Tensor embeddings)
    {
        using var noGrad = no_grad();
        Tensor weights = empty(embeddings.shape[0], Memory.Rows);
        Predict(embeddings, weights);
        return weights;
    }

    public override Tensor Pull(Tensor gradients)
    {
        using var noGrad = no_grad();
        return gradients.matmul(Weight);
    }

    public override void Visit(CheckpointState state)
    {
        Memory.Visit(state);
        Steps = state.Visit("head.steps", Steps);
    }

    public override void Dispose() => Memory.Dispose();

    /// <summary>Writes the weights [r, P], contiguous, of embeddings [r, h].</summary>
    protected void Predict(Tensor embeddings, Tensor weights)
    {
        using Tensor padded = Memory.Padded(embeddings);
        int count = (int)embeddings.shape[0];
        float* a = padded.Pointer(), theta = weights.Pointer();
        ForEachBlock((from, to, _) => HeadKernels.Predict(Memory, from, to, a, count, theta));
    }

    /// <summary>Rows from, to, and the index of their block; from is a multiple of <see cref="HeadMemory.Strips"/>.</summary>
    protected void ForEachBlock(Action<long, long, int> body)
    {
        if (_blocks == 1)
        {
            body(0, Memory.Rows, 0);
            return;
        }
        long size = HeadMemory.Strips * (Memory.Rows / (HeadMemory.Strips * _blocks) + 1);
        Parallel.For(0, _blocks, new ParallelOptions { MaxDegreeOfParallelism = _blocks },
            block => body(Math.Min(Memory.Rows, block * size), Math.Min(Memory.Rows, (block + 1) * size), block));
    }
}

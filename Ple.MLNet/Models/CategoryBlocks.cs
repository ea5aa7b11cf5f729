using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>Blocks of one-hot categories that lie one behind another, as one rectangle: blocks of several widths in one operation.</summary>
internal sealed class CategoryBlocks : nn.Module
{
    private readonly Tensor places; // [blocks, widest]; the last index is padding
    private readonly Tensor flat; // of the padded blocks, the slots that are real
    private readonly int _blocks;
    private readonly int _widest;

    /// <param name="widths">Categories of each block; at least one block.</param>
    public CategoryBlocks(int[] widths) : base(nameof(CategoryBlocks))
    {
        using var scope = NewDisposeScope();
        (_blocks, _widest, int size) = (widths.Length, widths.Max(), widths.Sum());
        var slots = new List<long>();
        var real = new List<long>();
        int next = 0;
        foreach (int width in widths)
        {
            for (int i = 0; i < _widest; i++)
            {
                if (i < width)
                    real.Add(slots.Count);
                slots.Add(i < width ? next++ : size);
            }
        }
        places = tensor(slots.ToArray()).DetachFromDisposeScope();
        flat = tensor(real.ToArray()).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>[n, slots] to [n, blocks, widest].</summary>
    /// <param name="slots">A number for each category.</param>
    /// <param name="padding">What stands in the places that a block lacks.</param>
    public Tensor Padded(Tensor slots, Scalar padding)
        => cat([slots, full([slots.shape[0], 1], padding, slots.dtype, slots.device)], 1).index_select(1, places).view(slots.shape[0], _blocks, _widest);

    /// <summary>One-hot the largest of each block, [n, slots].</summary>
    /// <param name="padded">[n, blocks, widest]</param>
    public Tensor Largest(Tensor padded)
        => nn.functional.one_hot(padded.argmax(2), _widest).to(padded.dtype).view(padded.shape[0], -1).index_select(1, flat);
}

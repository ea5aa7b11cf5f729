using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>
/// Rows of an encoded table. A score that counts stays as it is, and one that does not is standard normal noise; to each slot of a category a uniform number
/// is added, and the largest of a block is the category.
/// </summary>
internal sealed class TableDequantization : Dequantization
{
    private static readonly Scalar _none = Lasting.Number(-1e9);

    private readonly Tensor? presenceSlots; // of each score; the last index is a slot that is always 1
    private readonly CategoryBlocks? blocks;
    private readonly int _scores;

    /// <param name="presence">For each score the slot of the row that is 1 where it counts; -1 where it always does.</param>
    /// <param name="widths">Categories of each block.</param>
    public TableDequantization(int[] presence, int[] widths) : base(nameof(TableDequantization))
    {
        using var scope = NewDisposeScope();
        _scores = presence.Length;
        if (presence.Any(slot => slot >= 0))
            presenceSlots = tensor(Array.ConvertAll(presence, slot => slot < 0 ? (long)(_scores + widths.Sum()) : slot)).DetachFromDisposeScope();
        if (widths.Length > 0)
            blocks = new(widths);
        RegisterComponents();
    }

    public override bool IsDiscrete => blocks is not null;

    public override (Tensor Continuous, Tensor LogVolume) Spread(Tensor values, INoise noise)
    {
        Tensor scores = values.narrow(1, 0, _scores), volume = zeros(values.shape[0], values.dtype, values.device);
        if (presenceSlots is not null)
        {
            Tensor present = cat([values, ones(values.shape[0], 1, values.dtype, values.device)], 1).index_select(1, presenceSlots);
            Tensor absent = present.neg().Plus(Lasting.One), filling = noise.Normal(_scores);
            scores = (scores * present).Plus(filling * absent);
            // What stands for nothing costs nothing: its own density is taken out again.
            volume = (filling.Squared().Plus(Lasting.LogTwoPi).mul(Lasting.Half) * absent).sum([1]);
        }
        if (blocks is null)
            return (scores, volume);
        Tensor categories = values.narrow(1, _scores, values.shape[1] - _scores);
        return (cat([scores, categories.Plus(noise.Uniform(categories.shape[1]))], 1), volume);
    }

    public override Tensor Snap(Tensor continuous) => blocks is null ? continuous
        : cat([continuous.narrow(1, 0, _scores), blocks.Largest(blocks.Padded(continuous.narrow(1, _scores, continuous.shape[1] - _scores), _none))], 1);
}

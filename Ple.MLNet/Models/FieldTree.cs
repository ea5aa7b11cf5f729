using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>A tree from slots that are known to training rows with a like field: splits lower the sum of the score's variance and of the categories' Gini impurity.</summary>
/// <param name="Slots">Of each node the slot that it looks at; -1 of a leaf.</param>
/// <param name="Cuts">Of each node: rows with less go left.</param>
/// <param name="Children">Of each node the left child, the right one is the next; of a leaf its place in <see cref="Leaves"/>.</param>
/// <param name="Leaves">First row of each leaf in <see cref="Rows"/>; one more for the end.</param>
/// <param name="Rows">Training rows, leaf after leaf, by ascending score.</param>
internal sealed record FieldTree(int[] Slots, float[] Cuts, int[] Children, int[] Leaves, int[] Rows)
{
    /// <summary>The leaf of a row.</summary>
    public ReadOnlySpan<int> RowsLike(ReadOnlySpan<float> row)
    {
        int node = 0;
        while (Slots[node] >= 0)
            node = Children[node] + (row[Slots[node]] < Cuts[node] ? 0 : 1);
        int leaf = Children[node];
        return Rows.AsSpan(Leaves[leaf], Leaves[leaf + 1] - Leaves[leaf]);
    }

    public IEnumerable<(string, Tensor)> ToTensors() =>
        [("slots", Whole(Slots)), ("cuts", tensor(Cuts)), ("children", Whole(Children)), ("leaves", Whole(Leaves)), ("rows", Whole(Rows))];

    /// <exception cref="ArgumentException">No tree, or one that points outside itself.</exception>
    public static FieldTree Of(Func<string, Tensor> state, int slots, int rows)
    {
        var tree = new FieldTree(Whole(state("slots")), Numbers(state("cuts")), Whole(state("children")), Whole(state("leaves")), Whole(state("rows")));
        bool IsWhole(int node) => tree.Slots[node] >= 0
            ? tree.Slots[node] < slots && float.IsFinite(tree.Cuts[node]) && tree.Children[node] > node && tree.Children[node] + 1 < tree.Slots.Length
            : tree.Children[node] >= 0 && tree.Children[node] + 1 < tree.Leaves.Length;
        if (tree.Slots.Length == 0 || tree.Cuts.Length != tree.Slots.Length || tree.Children.Length != tree.Slots.Length || tree.Leaves.Length < 2 || tree.Leaves[0] != 0 || tree.Leaves[^1] != tree.Rows.Length
            || tree.Leaves.Zip(tree.Leaves.Skip(1)).Any(l => l.Second <= l.First) || tree.Rows.Any(r => r < 0 || r >= rows) || !Enumerable.Range(0, tree.Slots.Length).All(IsWhole))
            throw new ArgumentException("A tree is not whole.");
        return tree;
    }

    private static Tensor Whole(int[] numbers) => tensor(Array.ConvertAll(numbers, n => (long)n));

    private static int[] Whole(Tensor numbers)
    {
        if (numbers.dtype != ScalarType.Int64 || numbers.dim() != 1)
            throw new ArgumentException("A tree's whole numbers are of another type.");
        return [.. numbers.data<long>().ToArray().Select(n => n is >= -1 and <= int.MaxValue ? (int)n : throw new ArgumentException("A number of a tree is out of range."))];
    }

    private static float[] Numbers(Tensor numbers) => numbers.dtype == ScalarType.Float32 && numbers.dim() == 1 ? numbers.data<float>().ToArray() : throw new ArgumentException("A tree's cuts are of another type.");
}

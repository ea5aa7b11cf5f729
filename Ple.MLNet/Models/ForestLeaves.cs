namespace Ple.MLNet.Models;

/// <summary>Training rows by the leaves of a forest.</summary>
/// <param name="Trees">First leaf of each tree in <paramref name="Leaves"/>; one more for the end.</param>
/// <param name="Leaves">First member of each leaf in <paramref name="Members"/>; one more for the end.</param>
/// <param name="Members">Training rows, leaf after leaf.</param>
internal sealed record ForestLeaves(int[] Trees, int[] Leaves, int[] Members)
{
    /// <summary>The leaves that hold a training row.</summary>
    public static ForestLeaves Of(LeafForest forest, float[] rows, int width)
    {
        int count = rows.Length / width;
        List<int> trees = [0], leaves = [0], members = [];
        for (int tree = 0; tree < forest.Trees; tree++)
        {
            int[] leafOf = new int[count];
            for (int row = 0; row < count; row++)
                leafOf[row] = forest.LeafOf(tree, rows.AsSpan(row * width, width));
            foreach (IGrouping<int, int> leaf in Enumerable.Range(0, count).GroupBy(r => leafOf[r]).OrderBy(g => g.Key))
            {
                members.AddRange(leaf);
                leaves.Add(members.Count);
            }
            trees.Add(leaves.Count - 1);
        }
        return trees.Count > 1 ? new([.. trees], [.. leaves], [.. members]) : new([0, 1], [0, count], [.. Enumerable.Range(0, count)]); // nothing to split by: one leaf
    }

    public ReadOnlySpan<int> MembersOf(int leaf) => Members.AsSpan(Leaves[leaf], Leaves[leaf + 1] - Leaves[leaf]);

    /// <exception cref="ArgumentException">They point outside themselves.</exception>
    public void Check(int rows)
    {
        bool Rises(int[] starts, int end) => starts.Length >= 2 && starts[0] == 0 && starts[^1] == end && starts.Zip(starts.Skip(1)).All(s => s.First < s.Second);
        if (!Rises(Leaves, Members.Length) || !Rises(Trees, Leaves.Length - 1) || Members.Any(m => m < 0 || m >= rows))
            throw new ArgumentException("The leaves of a forest are not whole.");
    }
}

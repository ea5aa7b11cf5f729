using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>See <see cref="AdversarialForestOptions"/>.</summary>
internal sealed class AdversarialForest(RowLayout layout, AdversarialForestOptions options) : RowByRowModel("adversarial forest", layout)
{
    private const double HeldOut = 0.25;
    private const int FewestHeldOut = 10;

    private float[] _rows = [];
    private ForestLeaves _leaves = new([], [], []);
    private int[][] _orders = []; // [field][place]: members of leaves, in each by ascending number of the field
    private int[][] _leafOfClass = []; // [tree * classes + class]: running counts of the class over the tree's leaves

    protected override int DrawsOfRow => 2 + 2 * Layout.Fields.Count;

    public override void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((int)(seed ^ seed >> 32)));
        _rows = DrawnRows.Of(Numbers(RowLayout.Join(values, condition)), Layout.RowSize, options.MostRows, random);
        float[] made = Shuffled(_rows, random);
        for (int round = 0; round < options.MaximumRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (round > 0 && Accuracy(made, random) <= 0.5 + options.Tolerance)
                break;
            bool[] labels = [.. Enumerable.Range(0, 2 * Count).Select(i => i < Count)];
            Take(ForestLeaves.Of(new LeafForest([.. _rows, .. made], Layout.RowSize, labels, options, random.Next()), _rows, Layout.RowSize));
            made = OwnRows(_rows, random);
        }
        KeepLeaves();
    }

    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        Tensor Get(string name, ScalarType type, int dimensions) => state.TryGetValue(name, out Tensor? found) && found.dtype == type && found.dim() == dimensions ? found.contiguous()
            : throw new ArgumentException($"There is no tensor '{name}' of a forest.");
        int[] Whole(string name) => [.. Get(name, ScalarType.Int64, 1).data<long>().ToArray().Select(n => n is >= 0 and <= int.MaxValue ? (int)n : throw new ArgumentException("A number of a forest is out of range."))];
        Tensor rows = Get("rows", ScalarType.Float32, 2);
        if (rows.shape[1] != Layout.RowSize || rows.shape[0] < 1)
            throw new ArgumentException("These are no rows of such a forest.");
        _rows = Numbers(rows);
        if (!Array.TrueForAll(_rows, float.IsFinite))
            throw new ArgumentException("A row of the forest is not finite.");
        var leaves = new ForestLeaves(Whole("trees"), Whole("leaves"), Whole("members"));
        leaves.Check(Count);
        Take(leaves);
        KeepLeaves();
    }


    private int Count => _rows.Length / Layout.RowSize;

    /// <summary>Values for a row whose class is set.</summary>
    protected override void Draw(Span<float> row, ReadOnlySpan<float> uniforms)
    {
        int trees = _leaves.Trees.Length - 1, tree = Math.Min((int)(uniforms[0] * trees), trees - 1);
        int[] running = _leafOfClass[tree * Layout.Classes + Layout.ClassOf(row)];
        int leaf = _leaves.Trees[tree] + FirstAbove(running, Math.Min((int)(uniforms[1] * (double)running[^1]), running[^1] - 1));
        int first = _leaves.Leaves[leaf], length = _leaves.Leaves[leaf + 1] - first;
        for (int f = 0; f < Layout.Fields.Count; f++)
            DrawnRows.Donate(_rows, row, Layout.Fields[f], _orders[f].AsSpan(first, length), uniforms.Slice(2 + 2 * f, 2));
    }

    /// <summary>The first place with more than a number; the last has more.</summary>
    private static int FirstAbove(int[] running, int number)
    {
        (int low, int high) = (0, running.Length - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = running[middle] > number ? (low, middle) : (middle + 1, high);
        }
        return low;
    }

    private void Take(ForestLeaves leaves)
    {
        _leaves = leaves;
        int trees = leaves.Trees.Length - 1, count = leaves.Leaves.Length - 1;
        _orders = [.. Layout.Fields.Select(field => Enumerable.Range(0, count).SelectMany(leaf => Sorted(field, leaves.MembersOf(leaf).ToArray())).ToArray())];
        int[] classes = [.. Enumerable.Range(0, Count).Select(r => Layout.ClassOf(RowAt(r)))];
        _leafOfClass = new int[trees * Layout.Classes][];
        for (int tree = 0; tree < trees; tree++)
        {
            for (int c = 0; c < Layout.Classes; c++)
            {
                int sum = 0;
                _leafOfClass[tree * Layout.Classes + c] = [.. Enumerable.Range(leaves.Trees[tree], leaves.Trees[tree + 1] - leaves.Trees[tree]).Select(leaf => sum += CountOf(leaf, c))];
                if (sum == 0) // a class that was not drawn among the training rows: any leaf
                    _leafOfClass[tree * Layout.Classes + c] = [.. Enumerable.Range(1, leaves.Trees[tree + 1] - leaves.Trees[tree])];
            }
        }

        int CountOf(int leaf, int c)
        {
            int found = 0;
            foreach (int member in leaves.MembersOf(leaf))
                found += classes[member] == c ? 1 : 0;
            return found;
        }
    }

    private IEnumerable<int> Sorted(RowField field, int[] members) => field.Score < 0 ? members
        : members.OrderBy(r => field.CategoryOf(RowAt(r))).ThenBy(r => _rows[r * Layout.RowSize + field.Score]);

    private ReadOnlySpan<float> RowAt(int row) => _rows.AsSpan(row * Layout.RowSize, Layout.RowSize);

    /// <summary>Rows whose fields, and classes, come from training rows of their own each.</summary>
    private float[] Shuffled(float[] rows, Random random)
    {
        float[] shuffled = new float[rows.Length];
        int width = Layout.RowSize;
        IEnumerable<int[]> parts = Layout.Fields.Select(f => f.Slots);
        foreach (int[] slots in Layout.ConditionSize > 0 ? parts.Append([.. Enumerable.Range(Layout.ValueCount, Layout.ConditionSize)]) : parts)
        {
            for (int row = 0; row < Count; row++)
            {
                int donor = random.Next(Count);
                foreach (int slot in slots)
                    shuffled[row * width + slot] = rows[donor * width + slot];
            }
        }
        return shuffled;
    }

    /// <summary>How often a forest that has not seen them tells real rows from made ones.</summary>
    private double Accuracy(float[] made, Random random)
    {
        int held = (int)(HeldOut * Count), width = Layout.RowSize;
        if (held < FewestHeldOut)
            return 0;
        int[] order = [.. Enumerable.Range(0, Count)];
        random.Shuffle(order);
        float[] Of(float[] all, IEnumerable<int> some) => [.. some.SelectMany(r => all[(r * width)..((r + 1) * width)])];
        bool[] labels = [.. Enumerable.Range(0, 2 * (Count - held)).Select(i => i < Count - held)];
        var forest = new LeafForest([.. Of(_rows, order.Skip(held)), .. Of(made, order.Skip(held))], width, labels, options, random.Next());
        double middle = forest.Trees / 2.0, right = 0;
        foreach (int row in order.Take(held))
            right += (forest.Score(RowAt(row)) > middle ? 0.5 : 0) + (forest.Score(made.AsSpan(row * width, width)) <= middle ? 0.5 : 0);
        return right / held;
    }

    private void KeepLeaves()
    {
        Tensor Whole(int[] numbers) => tensor(Array.ConvertAll(numbers, n => (long)n));
        Keep(new()
        {
            ["rows"] = Reproducible.Copy(_rows, [Count, Layout.RowSize], CPU), ["trees"] = Whole(_leaves.Trees), ["leaves"] = Whole(_leaves.Leaves), ["members"] = Whole(_leaves.Members),
        });
    }
}

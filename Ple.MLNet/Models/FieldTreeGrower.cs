namespace Ple.MLNet.Models;

/// <summary>Grows a tree for one field.</summary>
/// <param name="rows">[n, d + c], row after row: values, then the one-hot condition.</param>
/// <param name="width">d + c.</param>
/// <param name="field">The field to be told.</param>
/// <param name="known">Slots that it is told from.</param>
/// <param name="leafRows">Fewest rows of a leaf.</param>
internal sealed class FieldTreeGrower(float[] rows, int width, RowField field, int[] known, int leafRows)
{
    private const double LeastGain = 1e-7;

    private readonly List<int> _slots = [], _children = [], _leaves = [0], _rowsOfLeaves = [];
    private readonly List<float> _cuts = [];
    private readonly int[] _categories = Categories(rows, width, field);
    private readonly double _scoreWeight = Variance(rows, width, field) is > 0 and var variance ? 1 / variance : 0;

    public FieldTree Grow()
    {
        int[] all = [.. Enumerable.Range(0, rows.Length / width)];
        AddNode();
        var open = new Queue<(int Node, int[] Rows)>([(0, all)]);
        while (open.TryDequeue(out (int Node, int[] Rows) at))
        {
            if (BestSplit(at.Rows) is not (int slot, float cut))
            {
                Close(at.Node, at.Rows);
                continue;
            }
            _slots[at.Node] = slot;
            _cuts[at.Node] = cut;
            _children[at.Node] = _slots.Count;
            open.Enqueue((AddNode(), [.. at.Rows.Where(r => rows[r * width + slot] < cut)]));
            open.Enqueue((AddNode(), [.. at.Rows.Where(r => rows[r * width + slot] >= cut)]));
        }
        return new([.. _slots], [.. _cuts], [.. _children], [.. _leaves], [.. _rowsOfLeaves]);
    }

    private int AddNode()
    {
        _slots.Add(-1);
        _cuts.Add(0);
        _children.Add(0);
        return _slots.Count - 1;
    }

    private void Close(int node, int[] members)
    {
        _children[node] = _leaves.Count - 1;
        _rowsOfLeaves.AddRange(field.Score < 0 ? members : members.OrderBy(r => _categories[r]).ThenBy(r => rows[r * width + field.Score]));
        _leaves.Add(_rowsOfLeaves.Count);
    }

    private (int Slot, float Cut)? BestSplit(int[] members)
    {
        if (members.Length < 2 * leafRows)
            return null;
        var whole = new Sums(field.Categories);
        foreach (int row in members)
            whole.Add(_categories[row], Score(row));
        double least = whole.Purity(_scoreWeight) + LeastGain * members.Length;
        (int Slot, float Cut)? best = null;
        float[] keys = new float[members.Length];
        int[] order = new int[members.Length];
        foreach (int slot in known)
        {
            for (int i = 0; i < members.Length; i++)
                keys[i] = rows[members[i] * width + slot];
            members.CopyTo(order, 0);
            Array.Sort(keys, order);
            if (keys[0] == keys[^1])
                continue;
            var left = new Sums(field.Categories);
            var right = new Sums(whole);
            for (int i = 0; i + 1 < order.Length; i++)
            {
                (int category, double score) = (_categories[order[i]], Score(order[i]));
                left.Add(category, score);
                right.Remove(category, score);
                if (keys[i] == keys[i + 1] || i + 1 < leafRows || order.Length - i - 1 < leafRows)
                    continue;
                double purity = left.Purity(_scoreWeight) + right.Purity(_scoreWeight);
                if (purity > least)
                    (least, best) = (purity, (slot, keys[i] + (keys[i + 1] - keys[i]) / 2 is var middle && middle > keys[i] ? middle : keys[i + 1]));
            }
        }
        return best;
    }

    private double Score(int row) => field.Score < 0 ? 0 : rows[row * width + field.Score];

    /// <summary>The category of each row; the first behind them for a row without one.</summary>
    private static int[] Categories(float[] rows, int width, RowField field)
        => [.. Enumerable.Range(0, rows.Length / width).Select(r => Enumerable.Range(0, field.Categories).FirstOrDefault(c => rows[r * width + field.FirstCategory + c] > 0.5f, field.Categories))];

    private static double Variance(float[] rows, int width, RowField field)
    {
        if (field.Score < 0)
            return 0;
        double sum = 0, squares = 0, count = rows.Length / width;
        for (int i = field.Score; i < rows.Length; i += width)
            (sum, squares) = (sum + rows[i], squares + (double)rows[i] * rows[i]);
        return squares / count - sum / count * (sum / count);
    }

    /// <summary>Counts of categories and sum of scores of some rows; a row more or less costs no more than one addition.</summary>
    private sealed class Sums
    {
        private readonly int[] _counts;
        private double _squares, _score;
        private int _rows;

        public Sums(int categories) => _counts = new int[categories + 1];

        public Sums(Sums other) => (_counts, _squares, _score, _rows) = ((int[])other._counts.Clone(), other._squares, other._score, other._rows);

        public void Add(int category, double score)
        {
            _squares += 2 * _counts[category]++ + 1;
            (_score, _rows) = (_score + score, _rows + 1);
        }

        public void Remove(int category, double score)
        {
            _squares -= 2 * --_counts[category] + 1;
            (_score, _rows) = (_score - score, _rows - 1);
        }

        /// <summary>What is explained: higher is purer.</summary>
        public double Purity(double scoreWeight) => (_squares + scoreWeight * _score * _score) / _rows;
    }
}

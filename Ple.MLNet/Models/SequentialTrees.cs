using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>See <see cref="SequentialTreesOptions"/>.</summary>
internal sealed class SequentialTrees(RowLayout layout, SequentialTreesOptions options) : GenerativeModel("sequential trees", layout), ISelfFittingModel
{
    private const int DrawsOfField = 2;

    private float[] _rows = [];
    private int[] _order = [];
    private FieldTree[] _trees = [];
    private Dictionary<string, Tensor> _state = [];

    public IReadOnlyDictionary<string, Tensor> State => _state;

    public void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((int)(seed ^ seed >> 32)));
        float[] all = RowLayout.Join(values, condition).contiguous().data<float>().ToArray();
        _rows = all.Length / Layout.RowSize <= options.MostRows ? all : Drawn(all, random);
        _order = [.. Enumerable.Range(0, Layout.Fields.Count)];
        random.Shuffle(_order);
        _trees = new FieldTree[_order.Length];
        int[] known = [.. Enumerable.Range(Layout.ValueCount, Layout.ConditionSize)];
        for (int i = 0; i < _order.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowField field = Layout.Fields[_order[i]];
            _trees[i] = new FieldTreeGrower(_rows, Layout.RowSize, field, known, options.LeafRows).Grow();
            known = [.. known, .. Slots(field)];
        }
        Keep();
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        Tensor Get(string name) => state.TryGetValue(name, out Tensor? found) ? found : throw new ArgumentException($"There is no tensor '{name}' of the trees.");
        Tensor rows = Get("rows"), order = Get("order");
        if (rows.dtype != ScalarType.Float32 || rows.dim() != 2 || rows.shape[1] != Layout.RowSize || rows.shape[0] < 1 || order.dtype != ScalarType.Int64 || order.numel() != Layout.Fields.Count)
            throw new ArgumentException("These are no trees of such rows.");
        _rows = rows.contiguous().data<float>().ToArray();
        _order = [.. order.data<long>().ToArray().Select(o => (int)o)];
        if (!_order.Order().SequenceEqual(Enumerable.Range(0, _order.Length)) || !Array.TrueForAll(_rows, float.IsFinite))
            throw new ArgumentException("These are no trees of such rows.");
        _trees = [.. Enumerable.Range(0, _order.Length).Select(i => FieldTree.Of(name => Get($"{i}.{name}"), Layout.RowSize, _rows.Length / Layout.RowSize))];
        Keep();
    }

    public override Tensor Sample(Tensor? condition, INoise noise, OutputKind output)
    {
        int width = Layout.RowSize, count = (int)noise.Rows;
        float[] conditions = condition?.contiguous().data<float>().ToArray() ?? [];
        float[] draws = noise.Uniform(DrawsOfField * _order.Length).contiguous().data<float>().ToArray(), made = new float[count * Layout.ValueCount], row = new float[width];
        for (int i = 0; i < count; i++)
        {
            Array.Clear(row);
            conditions.AsSpan(i * Layout.ConditionSize, Layout.ConditionSize).CopyTo(row.AsSpan(Layout.ValueCount));
            for (int step = 0; step < _order.Length; step++)
                Draw(row, step, draws.AsSpan((i * _order.Length + step) * DrawsOfField, DrawsOfField));
            row.AsSpan(0, Layout.ValueCount).CopyTo(made.AsSpan(i * Layout.ValueCount));
        }
        return Reproducible.Copy(made, [count, Layout.ValueCount], CPU);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Forget();
        base.Dispose(disposing);
    }

    /// <summary>The field of a random training row of the leaf; its number moves up to half of the way to the one below or above of the same category.</summary>
    private void Draw(Span<float> row, int step, ReadOnlySpan<float> draws)
    {
        RowField field = Layout.Fields[_order[step]];
        ReadOnlySpan<int> leaf = _trees[step].RowsLike(row);
        int place = Math.Min((int)(draws[0] * leaf.Length), leaf.Length - 1);
        ReadOnlySpan<float> donor = RowAt(leaf[place]);
        foreach (int slot in Slots(field))
            row[slot] = donor[slot];
        int other = place + (draws[1] < 0.5f ? -1 : 1);
        if (field.Score < 0 || other < 0 || other >= leaf.Length)
            return;
        ReadOnlySpan<float> next = RowAt(leaf[other]);
        if (donor.Slice(field.FirstCategory, field.Categories).SequenceEqual(next.Slice(field.FirstCategory, field.Categories)))
            row[field.Score] += Math.Abs(draws[1] - 0.5f) * (next[field.Score] - donor[field.Score]);
    }

    private ReadOnlySpan<float> RowAt(int row) => _rows.AsSpan(row * Layout.RowSize, Layout.RowSize);

    private float[] Drawn(float[] all, Random random)
    {
        int[] order = [.. Enumerable.Range(0, all.Length / Layout.RowSize)];
        random.Shuffle(order);
        return [.. order.Take(options.MostRows).Order().SelectMany(r => all[(r * Layout.RowSize)..((r + 1) * Layout.RowSize)])];
    }

    private static int[] Slots(RowField field) => [.. field.Score < 0 ? Array.Empty<int>() : [field.Score], .. Enumerable.Range(field.FirstCategory, field.Categories)];

    private void Keep()
    {
        Forget();
        _state = new()
        {
            ["rows"] = Reproducible.Copy(_rows, [_rows.Length / Layout.RowSize, Layout.RowSize], CPU).DetachFromDisposeScope(),
            ["order"] = tensor(Array.ConvertAll(_order, o => (long)o)).DetachFromDisposeScope(),
        };
        foreach ((int index, FieldTree tree) in _trees.Index())
        {
            foreach ((string name, Tensor numbers) in tree.ToTensors())
                _state[$"{index}.{name}"] = numbers.DetachFromDisposeScope();
        }
    }

    private void Forget()
    {
        foreach (Tensor tensor in _state.Values)
            tensor.Dispose();
    }
}

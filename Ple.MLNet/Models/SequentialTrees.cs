using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Models;

/// <summary>See <see cref="SequentialTreesOptions"/>.</summary>
internal sealed class SequentialTrees(RowLayout layout, SequentialTreesOptions options) : RowByRowModel("sequential trees", layout)
{
    private const int DrawsOfField = 2;

    private float[] _rows = [];
    private int[] _order = [];
    private FieldTree[] _trees = [];

    public override void Fit(Tensor values, Tensor? condition, long seed, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((int)(seed ^ seed >> 32)));
        float[] all = RowLayout.Join(values, condition).Numbers<float>();
        _rows = DrawnRows.Of(all, Layout.RowSize, options.MostRows, random);
        _order = [.. Enumerable.Range(0, Layout.Fields.Count)];
        random.Shuffle(_order);
        _trees = new FieldTree[_order.Length];
        int[] known = [.. Enumerable.Range(Layout.ValueCount, Layout.ConditionSize)];
        for (int i = 0; i < _order.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowField field = Layout.Fields[_order[i]];
            _trees[i] = new FieldTreeGrower(_rows, Layout.RowSize, field, known, options.LeafRows).Grow();
            known = [.. known, .. field.Slots];
        }
        KeepTrees();
    }

    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
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
        KeepTrees();
    }


    protected override int DrawsOfRow => DrawsOfField * _order.Length;

    protected override void Draw(Span<float> row, ReadOnlySpan<float> uniforms)
    {
        for (int step = 0; step < _order.Length; step++)
            DrawnRows.Donate(_rows, row, Layout.Fields[_order[step]], _trees[step].RowsLike(row), uniforms.Slice(step * DrawsOfField, DrawsOfField));
    }

    private void KeepTrees()
    {
        Dictionary<string, Tensor> state = new()
        {
            ["rows"] = Reproducible.Copy(_rows, [_rows.Length / Layout.RowSize, Layout.RowSize], CPU),
            ["order"] = tensor(Array.ConvertAll(_order, o => (long)o)),
        };
        foreach ((int index, FieldTree tree) in _trees.Index())
        {
            foreach ((string name, Tensor numbers) in tree.ToTensors())
                state[$"{index}.{name}"] = numbers;
        }
        Keep(state);
    }
}

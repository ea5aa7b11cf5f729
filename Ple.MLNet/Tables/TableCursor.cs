using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Reads rows in blocks, in order; with a random source the blocks come in random order, and the rows of each block too.</summary>
internal sealed class TableCursor : RootCursorBase
{
    private const int BlockSize = 256;

    private readonly FieldLayout _layout;
    private readonly IFieldRowSource _rows;
    private readonly HashSet<int> _active;
    private readonly Random? _random;
    private readonly int[]? _blockOrder;
    private readonly int[] _rowOrder = new int[BlockSize];
    private readonly FieldRow _row;
    private long _blockStart;
    private int _blockNumber = -1;
    private int _blockCount;
    private int _next;

    public TableCursor(IChannelProvider provider, FieldLayout layout, IFieldRowSource rows, HashSet<int> active, Random? random)
        : base(provider)
    {
        (_layout, _rows, _active, _random) = (layout, rows, active, random);
        _row = new(new double[BlockSize * layout.FieldCount]);
        if (random is null)
            return;
        _blockOrder = [.. Enumerable.Range(0, (int)((rows.Count + BlockSize - 1) / BlockSize))];
        random.Shuffle(_blockOrder);
    }

    public override DataViewSchema Schema => _layout.Schema;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(IsColumnActive(column), nameof(column), "The column was not asked for when the cursor was made.");
        return _layout.Columns[column.Index].MakeGetter(_row, _layout.FirstFields[column.Index]) as ValueGetter<TValue>
            ?? throw Ch.Except($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue)}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId id) => id = new((ulong)(_blockStart + _rowOrder[_next - 1]), 0);

    protected override bool MoveNextCore()
    {
        if (_next == _blockCount && !ReadBlock())
            return false;
        _row.Start = _rowOrder[_next++] * _layout.FieldCount;
        return true;
    }

    private bool ReadBlock()
    {
        if (++_blockNumber * (long)BlockSize >= _rows.Count)
            return false;
        _blockStart = (_blockOrder?[_blockNumber] ?? _blockNumber) * (long)BlockSize;
        _blockCount = (int)Math.Min(BlockSize, _rows.Count - _blockStart);
        _next = 0;
        for (int i = 0; i < _blockCount; i++)
            _rowOrder[i] = i;
        _random?.Shuffle(_rowOrder.AsSpan(0, _blockCount));
        if (_active.Count > 0)
            _rows.Read(_blockStart, _row.Values.AsSpan(0, _blockCount * _layout.FieldCount));
        return true;
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Generation;

/// <summary>The rows that a generator makes for the rows of an input: one for one, and nothing of the input in them but the condition.</summary>
/// <param name="host">For cursors.</param>
/// <param name="input">Its number of rows counts, and its condition column where <paramref name="inputColumns"/> names it.</param>
/// <param name="inputColumns">The columns that <paramref name="newConditions"/> reads.</param>
/// <param name="schema">The generated columns.</param>
/// <param name="newBlock">Makes a block for a cursor.</param>
/// <param name="newConditions">Of a cursor over the input, the class of its row; -1 without a condition.</param>
/// <param name="onReading">Called when a cursor is made.</param>
internal sealed class GeneratedView(IHost host, IDataView input, IReadOnlyList<DataViewSchema.Column> inputColumns, DataViewSchema schema,
    Func<RowBlock> newBlock, Func<DataViewRow, Func<int>> newConditions, Action? onReading = null) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        onReading?.Invoke();
        DataViewRowCursor rows = input.GetRowCursor(inputColumns);
        return new Cursor(host, schema, rows, newConditions(rows), newBlock(), [.. columnsNeeded.Select(c => c.Index)]);
    }

    /// <summary>One cursor: rows come in blocks, and libtorch has its own threads.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IHost host, DataViewSchema schema, DataViewRowCursor input, Func<int> condition, RowBlock block, HashSet<int> active)
        : RootCursorBase(host)
    {
        private readonly int[] _conditions = new int[block.Size];
        private long _block = -1;
        private int _count;
        private int _row;
        private bool _isInputRead;

        public override DataViewSchema Schema => schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "The column was not asked for when the cursor was made.");
            ValueGetter<TValue> getter = block.MakeGetter<TValue>(column.Index)
                ?? throw Ch.Except($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue)}.");
            return (ref TValue value) =>
            {
                Ch.Check(Position >= 0, "The cursor is before the first or behind the last row.");
                getter(ref value);
            };
        }

        protected override bool MoveNextCore()
        {
            if (++_row >= _count && !ReadBlock())
                return false;
            block.MoveTo(_row);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }

        private bool ReadBlock()
        {
            (_row, _count) = (0, 0);
            while (!_isInputRead && _count < block.Size)
            {
                if (input.MoveNext())
                    _conditions[_count++] = condition();
                else
                    _isInputRead = true;
            }
            if (_count == 0)
                return false;
            block.Start(++_block, _conditions.AsSpan(0, _count));
            return true;
        }
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Generation;

/// <summary>The rows that a generator makes for the rows of an input: one for one, nothing of the input in them.</summary>
internal sealed class GeneratedView(IHost host, IDataView input, DataViewSchema schema, Func<RowBlock> newBlock) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(host, schema, input.GetRowCursor([]), newBlock(), columnsNeeded.Any());

    /// <summary>One cursor: rows come in blocks, and libtorch has its own threads.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IHost host, DataViewSchema schema, DataViewRowCursor input, RowBlock block, bool active) : RootCursorBase(host)
    {
        public override DataViewSchema Schema => schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active;

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(active && column.Index == 0, nameof(column), "the column was not asked for");
            return (ValueGetter<TValue>)(Delegate)(ValueGetter<VBuffer<float>>)((ref VBuffer<float> row) =>
            {
                Ch.Check(Position >= 0, "The cursor is before the first or behind the last row.");
                block.CopyRow(Position, ref row);
            });
        }

        protected override bool MoveNextCore() => input.MoveNext();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                input.Dispose();
            base.Dispose(disposing);
        }
    }
}

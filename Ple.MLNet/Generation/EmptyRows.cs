using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Generation;

/// <summary>A table with rows and no columns: what a generator is asked with when only the number of rows matters.</summary>
internal sealed class EmptyRows(IHost host, long count) : IDataView
{
    public DataViewSchema Schema { get; } = new DataViewSchema.Builder().ToSchema();

    public bool CanShuffle => false;

    public long? GetRowCount() => count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(host, Schema, count);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IHost host, DataViewSchema schema, long count) : RootCursorBase(host)
    {
        public override DataViewSchema Schema => schema;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => false;

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => throw Ch.ExceptParam(nameof(column), "the table has no columns");

        protected override bool MoveNextCore() => Position + 1 < count;
    }
}

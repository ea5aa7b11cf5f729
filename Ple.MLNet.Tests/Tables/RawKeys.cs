using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests.Tables;

/// <summary>A column "Key" of a type with three keys, from a source of its own that gives any number.</summary>
internal sealed class RawKeys(uint[] keys) : IDataView
{
    public DataViewSchema Schema { get; } = MakeSchema();

    public bool CanShuffle => false;

    public long? GetRowCount() => keys.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(Schema, keys);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private static DataViewSchema MakeSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", new KeyDataViewType(typeof(uint), 3));
        builder.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, 2));
        return builder.ToSchema();
    }

    private sealed class Cursor(DataViewSchema schema, uint[] keys) : DataViewRowCursor
    {
        private int _row = -1;

        public override long Position => _row;

        public override long Batch => 0;

        public override DataViewSchema Schema => schema;

        public override bool MoveNext() => ++_row < keys.Length;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(column.Name == "Key"
            ? (Delegate)(ValueGetter<uint>)((ref uint key) => key = keys[_row])
            : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> row) => row = new(2, [_row, 1])));
    }
}

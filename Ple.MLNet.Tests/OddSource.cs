using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests;

/// <summary>A source with one vector column of Single, "Features", and a text column "Label", that may keep to nothing: rows are made anew
/// for each pass, and a vector may have another length than its type.</summary>
internal sealed class OddSource(int size, Func<int, IEnumerable<(float[] Features, string Label)>> rowsOfPass) : IDataView
{
    private int _passes;

    public int Passes => _passes;

    public DataViewSchema Schema { get; } = MakeSchema(size);

    public bool CanShuffle => false;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(Schema, rowsOfPass(Interlocked.Increment(ref _passes)));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema MakeSchema(int size)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, size));
        builder.AddColumn("Label", TextDataViewType.Instance);
        return builder.ToSchema();
    }

    private sealed class Cursor(DataViewSchema schema, IEnumerable<(float[] Features, string Label)> rows) : DataViewRowCursor
    {
        private readonly IEnumerator<(float[] Features, string Label)> _rows = rows.GetEnumerator();
        private long _position = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(Delegate)(column.Index == 0
            ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new(_rows.Current.Features.Length, [.. _rows.Current.Features]))
            : (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = _rows.Current.Label.AsMemory()));

        public override bool MoveNext()
        {
            bool moved = _rows.MoveNext();
            _position = moved ? _position + 1 : -1;
            return moved;
        }
    }
}

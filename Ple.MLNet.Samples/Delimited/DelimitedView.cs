using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>Some rows of some columns as ML.NET reads them: numbers as Double, all else as text.</summary>
internal sealed class DelimitedView : IDataView
{
    private readonly IReadOnlyList<DelimitedColumn> _columns;
    private readonly int[] _rows;

    public DelimitedView(IReadOnlyList<DelimitedColumn> columns, int[] rows)
    {
        (_columns, _rows) = (columns, rows);
        var schema = new DataViewSchema.Builder();
        foreach (DelimitedColumn column in columns)
            schema.AddColumn(column.Name, column.Type);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(this, [.. columnsNeeded.Select(c => c.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DelimitedView view, HashSet<int> active) : DataViewRowCursor
    {
        private int _position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Array values = view._columns[column.Index].Numbers ?? (Array)view._columns[column.Index].Texts!;
            TValue[] typed = values as TValue[] ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue)}.");
            return (ref TValue value) => value = typed[view._rows[_position]];
        }

        public override bool MoveNext() => _position < view._rows.Length && ++_position < view._rows.Length;
    }
}

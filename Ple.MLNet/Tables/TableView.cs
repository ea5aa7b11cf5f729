using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>A data view over rows of fields, with the schema of the table that was encoded. Every cursor sees the same rows.</summary>
internal sealed class TableView(IHostEnvironment environment, FieldLayout layout, IFieldRowSource rows) : IDataView
{
    public TableView(IHostEnvironment environment, TableEncoding encoding, IEncodedRowSource rows)
        : this(environment, encoding, new DecodedRows(encoding, rows))
    {
    }

    public DataViewSchema Schema => layout.Schema;

    public bool CanShuffle => true;

    public long? GetRowCount() => rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new TableCursor(environment, layout, rows, [.. columnsNeeded.Select(c => c.Index)], rand);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}

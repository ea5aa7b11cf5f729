using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>The rows of a view with one column more, behind the others. Lives while fitting only: it is no transform.</summary>
internal sealed class AddedColumn<TValue> : IDataView
{
    private readonly IHostEnvironment _environment;
    private readonly IDataView _view;
    private readonly Func<DataViewRow, ValueGetter<TValue>> _getter;
    private readonly IReadOnlyList<DataViewSchema.Column> _read;

    /// <param name="environment">Of messages.</param>
    /// <param name="view">The rows.</param>
    /// <param name="name">Of the column.</param>
    /// <param name="type">Of the column.</param>
    /// <param name="annotations">Of the column; null for none.</param>
    /// <param name="getter">Its value at a row.</param>
    /// <param name="read">Columns that this reads.</param>
    public AddedColumn(IHostEnvironment environment, IDataView view, string name, DataViewType type, DataViewSchema.Annotations? annotations, Func<DataViewRow, ValueGetter<TValue>> getter, params IReadOnlyList<DataViewSchema.Column> read)
    {
        (_environment, _view, _getter, _read) = (environment, view, getter, read);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(view.Schema);
        builder.AddColumn(name, type, annotations);
        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => _view.CanShuffle;

    public long? GetRowCount() => _view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[] needed = [.. columnsNeeded.Select(c => c.Index)];
        int last = _view.Schema.Count;
        bool isActive = needed.Contains(last);
        IEnumerable<DataViewSchema.Column> inner = needed.Where(i => i < last).Select(i => _view.Schema[i]);
        return new Cursor(_environment, _view.GetRowCursor([.. isActive ? inner.Union(_read) : inner], rand), Schema, needed, _getter);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, DataViewSchema schema, int[] needed, Func<DataViewRow, ValueGetter<TValue>> getter) : SynchronizedCursorBase(provider, input)
    {
        public override DataViewSchema Schema => schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => needed.Contains(column.Index);

        public override ValueGetter<TAsked> GetGetter<TAsked>(DataViewSchema.Column column)
        {
            if (column.Index < schema.Count - 1)
                return Input.GetGetter<TAsked>(Input.Schema[column.Index]);
            return (Delegate)getter(Input) as ValueGetter<TAsked> ?? throw Contracts.Except($"Column '{column.Name}' holds {typeof(TValue).Name}, not {typeof(TAsked).Name}.");
        }
    }
}

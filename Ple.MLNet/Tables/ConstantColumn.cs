using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>The rows of a view with one number more, the same in each.</summary>
internal sealed class ConstantColumn : IDataView
{
    private readonly IHostEnvironment _environment;
    private readonly IDataView _view;
    private readonly float _value;

    private ConstantColumn(IHostEnvironment environment, IDataView view, string name, float value)
    {
        (_environment, _view, _value) = (environment, view, value);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(view.Schema);
        builder.AddColumn(name, NumberDataViewType.Single);
        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => _view.CanShuffle;

    public static ConstantColumn Add(IHostEnvironment environment, IDataView view, string name, float value) => new(environment, view, name, value);

    public long? GetRowCount() => _view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[] needed = [.. columnsNeeded.Select(c => c.Index)];
        int last = _view.Schema.Count;
        return new Cursor(_environment, _view.GetRowCursor(needed.Where(i => i < last).Select(i => _view.Schema[i]), rand), Schema, needed.Contains(last), _value);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, DataViewSchema schema, bool isActive, float value) : SynchronizedCursorBase(provider, input)
    {
        public override DataViewSchema Schema => schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => column.Index == schema.Count - 1 ? isActive : Input.IsColumnActive(Input.Schema[column.Index]);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index < schema.Count - 1)
                return Input.GetGetter<TValue>(Input.Schema[column.Index]);
            return (Delegate)(ValueGetter<float>)((ref float target) => target = value) as ValueGetter<TValue>
                ?? throw Contracts.Except($"Column '{column.Name}' holds Single, not {typeof(TValue).Name}.");
        }
    }
}

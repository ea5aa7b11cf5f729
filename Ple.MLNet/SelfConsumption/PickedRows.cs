using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.SelfConsumption;

/// <summary>Chosen rows of a view, in its order.</summary>
/// <param name="environment">Where errors go.</param>
/// <param name="view">Read without shuffling.</param>
/// <param name="picked">Whether a row is chosen, by its position.</param>
/// <param name="count">How many are.</param>
internal sealed class PickedRows(IHostEnvironment environment, IDataView view, bool[] picked, long count) : IDataView
{
    public DataViewSchema Schema => view.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(environment, view.GetRowCursor(columnsNeeded), picked);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, bool[] picked) : LinkedRootCursorBase(provider, input)
    {
        private long _position = -1;

        public override long Batch => Input.Batch;

        public override DataViewSchema Schema => Input.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(column);

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (picked[++_position])
                    return true;
            }
            return false;
        }
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Each row of a view some number of times, 0 to leave it out, in the view's order.</summary>
/// <param name="environment">Where errors go.</param>
/// <param name="view">Read without shuffling.</param>
/// <param name="times">How often a row comes, by its position.</param>
internal sealed class RepeatedRows(IHostEnvironment environment, IDataView view, int[] times) : IDataView
{
    private readonly long _count = times.Sum(t => (long)t);

    public DataViewSchema Schema => view.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        => new Cursor(environment, view.GetRowCursor(columnsNeeded), times);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, int[] times) : LinkedRootCursorBase(provider, input)
    {
        private long _position = -1;
        private int _left;

        public override long Batch => Input.Batch;

        public override DataViewSchema Schema => Input.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            ValueGetter<DataViewRowId> inner = Input.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                inner(ref id);
                id = id.Combine(new((ulong)_left, 0));
            };
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Input.GetGetter<TValue>(column);

        protected override bool MoveNextCore()
        {
            if (_left > 1)
            {
                _left--;
                return true;
            }
            while (Input.MoveNext())
            {
                if ((_left = times[++_position]) > 0)
                    return true;
            }
            return false;
        }
    }
}

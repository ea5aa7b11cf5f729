using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Augmentation;

/// <summary>Walks through several cursors: one after the other, or with a random source in random turns.</summary>
internal sealed class AppendedCursor(IChannelProvider provider, DataViewSchema schema, DataViewRowCursor[] cursors, long[] rowsLeft, HashSet<int> active, Random? random)
    : RootCursorBase(provider)
{
    private readonly List<int> _open = [.. Enumerable.Range(0, cursors.Length)];
    private int _current;

    public override DataViewSchema Schema => schema;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(IsColumnActive(column), nameof(column), "The column was not asked for when the cursor was made.");
        ValueGetter<TValue>[] getters = [.. cursors.Select((cursor, i) => i == 0 ? cursor.GetGetter<TValue>(column) : FindGetter<TValue>(cursor, column))];
        return (ref TValue value) => getters[_current](ref value);
    }

    protected override bool MoveNextCore()
    {
        while (_open.Count > 0)
        {
            _current = random is null ? _open[0] : DrawOpen(random);
            if (cursors[_current].MoveNext())
            {
                rowsLeft[_current]--;
                return true;
            }
            _open.Remove(_current);
        }
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Array.ForEach(cursors, c => c.Dispose());
        base.Dispose(disposing);
    }

    private static ValueGetter<TValue> FindGetter<TValue>(DataViewRowCursor cursor, DataViewSchema.Column column)
        => AppendedDataView.Find(cursor.Schema, column) is DataViewSchema.Column found
            ? cursor.GetGetter<TValue>(found)
            : MissingValue.MakeGetter<TValue>(column.Type);

    // A cursor that is open has at least one row left, for all that is known.
    private int DrawOpen(Random source)
    {
        double place = source.NextDouble() * _open.Sum(i => Math.Max(1, rowsLeft[i]));
        foreach (int i in _open)
        {
            place -= Math.Max(1, rowsLeft[i]);
            if (place < 0)
                return i;
        }
        return _open[^1];
    }
}

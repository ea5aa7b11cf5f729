using Microsoft.ML;

namespace Ple.MLNet.Tests.SelfConsumption;

/// <summary>A view that counts how often it is read.</summary>
internal sealed class CountedView(IDataView view) : IDataView
{
    public int Reads { get; private set; }

    public DataViewSchema Schema => view.Schema;

    public bool CanShuffle => view.CanShuffle;

    public long? GetRowCount() => view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Reads++;
        return view.GetRowCursor(columnsNeeded, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        Reads++;
        return view.GetRowCursorSet(columnsNeeded, n, rand);
    }
}

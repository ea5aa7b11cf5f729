using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// The rows of one view, then those of others, with the first one's schema. Columns that another view lacks hold missing values there. Where
/// the first view can be shuffled, so can this: each view in its own random order, and at each step a view drawn by the rows it has left.
/// </summary>
internal sealed class AppendedDataView : IDataView
{
    private readonly IHostEnvironment _environment;
    private readonly IDataView[] _views;
    private readonly long _firstCount;

    /// <param name="environment">Where errors and messages go.</param>
    /// <param name="first">Any data view.</param>
    /// <param name="firstCount">About how many rows it has: decides how evenly shuffled rows are mixed.</param>
    /// <param name="others">Views whose columns are in <paramref name="first"/>, of the same types, and that know their row count.</param>
    public AppendedDataView(IHostEnvironment environment, IDataView first, long firstCount, IEnumerable<IDataView> others)
        => (_environment, _views, _firstCount) = (environment, [first, .. others], firstCount);

    public DataViewSchema Schema => _views[0].Schema;

    public bool CanShuffle => _views.All(v => v.CanShuffle);

    public long? GetRowCount() => _views.Aggregate((long?)0, (sum, view) => sum + view.GetRowCount());

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] needed = [.. columnsNeeded];
        Random? random = CanShuffle ? rand : null;
        DataViewRowCursor[] cursors = 
        [
            _views[0].GetRowCursor(needed, random),
            .. _views.Skip(1).Select(v => v.GetRowCursor(needed.Select(c => Find(v.Schema, c)).OfType<DataViewSchema.Column>(), random)),
        ];
        return new AppendedCursor(_environment, Schema, cursors, [_firstCount, .. _views.Skip(1).Select(v => v.GetRowCount() ?? 0)], [.. needed.Select(c => c.Index)], random);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>The column of another view that stands for a column of the first; null if there is none.</summary>
    internal static DataViewSchema.Column? Find(DataViewSchema schema, DataViewSchema.Column column)
        => column.IsHidden ? null : schema.GetColumnOrNull(column.Name);
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Fairness;

/// <summary>Reads a table once and collects the statistics of each of its classes.</summary>
/// <param name="context">Throws the errors.</param>
/// <param name="options">Columns.</param>
internal sealed class ClassReading(IExceptionContext context, ClassImbalanceFairnessOptions options)
{
    /// <param name="data">The table.</param>
    /// <param name="statistics">Gets its rows.</param>
    /// <param name="features">Its column of features.</param>
    /// <param name="classes">Its column of classes.</param>
    /// <param name="firstRow">Position of its first row in the whole.</param>
    /// <param name="oracle">What is learnt of the oracle from real rows that it has named; null for nothing.</param>
    public void Read(IDataView data, ClassStatistics statistics, VectorColumn features, ClassColumn classes, long firstRow = 0, OracleReading? oracle = null)
    {
        DataViewSchema.Column featureColumn = data.Schema[options.FeatureColumnName];
        DataViewSchema.Column? imageColumn = options.ImageColumnName is null ? null : data.Schema[options.ImageColumnName], neitherColumn = NeitherColumn(data.Schema);
        var active = new List<DataViewSchema.Column> { featureColumn, classes.Column };
        active.AddRange(((DataViewSchema.Column?[])[imageColumn, neitherColumn, oracle?.Column.Column]).OfType<DataViewSchema.Column>());
        using DataViewRowCursor cursor = data.GetRowCursor(active);
        ValueGetter<VBuffer<float>> featureGetter = cursor.GetGetter<VBuffer<float>>(featureColumn);
        ValueGetter<VBuffer<float>>? imageGetter = imageColumn is { } images ? cursor.GetGetter<VBuffer<float>>(images) : null;
        ValueGetter<bool>? neitherGetter = neitherColumn is { } neither ? cursor.GetGetter<bool>(neither) : null;
        Func<string> classReader = classes.Reader(cursor);
        Func<string>? predictedReader = oracle?.Column.Reader(cursor);
        VBuffer<float> sparse = default;
        float[] row = new float[features.Size], image = [];
        bool isNeither = false;
        for (long position = firstRow; cursor.MoveNext(); position++)
        {
            featureGetter(ref sparse);
            VectorColumn.CheckLength(options.FeatureColumnName, sparse.Length, features.Size, cursor.Position);
            sparse.CopyTo(row);
            CheckFinite(row, options.FeatureColumnName, cursor.Position);
            string name = classReader();
            ClassPart part = statistics.Part(name);
            part.Features.Add(row, position);
            if (imageGetter is not null)
            {
                imageGetter(ref sparse);
                image = sparse.Length == image.Length ? image : new float[sparse.Length];
                sparse.CopyTo(image);
                CheckFinite(image, options.ImageColumnName!, cursor.Position);
                part.Images!.Add(image, position);
            }
            oracle?.Add(name, predictedReader!(), row, position);
            neitherGetter?.Invoke(ref isNeither);
            if (neitherGetter is not null)
                statistics.NeitherClassRows = (statistics.NeitherClassRows ?? 0) + (isNeither ? 1 : 0);
        }
    }

    /// <summary>The oracle's column of rows that are of none of its classes; null where there is none.</summary>
    private DataViewSchema.Column? NeitherColumn(DataViewSchema schema)
        => schema.GetColumnOrNull(options.NeitherClassColumnName) is { } column && column.Type is BooleanDataViewType ? column : null;

    private void CheckFinite(float[] row, string column, long position)
    {
        int bad = Array.FindIndex(row, value => !float.IsFinite(value));
        if (bad >= 0)
            throw context.Except($"Column '{column}' holds {row[bad]} in row {position}, slot {bad}. " +
                "Remove or replace such values first, with FilterRowsByMissingValues or ReplaceMissingValues for example.");
    }
}

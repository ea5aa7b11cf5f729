using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>Reads a table once and divides its feature rows by class.</summary>
internal static class ClassifiedRows
{
    /// <param name="context">Throws the errors.</param>
    /// <param name="data">The table.</param>
    /// <param name="features">Its column of features.</param>
    /// <param name="featureName">The name of that column.</param>
    /// <param name="classes">Its column of classes.</param>
    /// <param name="rowsPerClass">Rows kept of each class; null for all.</param>
    /// <param name="seed">Chooses them.</param>
    public static Dictionary<string, RowSample> Read(IExceptionContext context, IDataView data, VectorColumn features, string featureName,
        ClassColumn classes, int? rowsPerClass, int seed)
    {
        DataViewSchema.Column featureColumn = data.Schema[featureName];
        using DataViewRowCursor cursor = data.GetRowCursor([featureColumn, classes.Column]);
        ValueGetter<VBuffer<float>> featureGetter = cursor.GetGetter<VBuffer<float>>(featureColumn);
        Func<string> classReader = classes.Reader(cursor);
        var rows = new Dictionary<string, RowSample>(StringComparer.Ordinal);
        VBuffer<float> sparse = default;
        float[] dense = new float[features.Size];
        while (cursor.MoveNext())
        {
            featureGetter(ref sparse);
            VectorColumn.CheckLength(featureName, sparse.Length, features.Size, cursor.Position);
            sparse.CopyTo(dense);
            int bad = Array.FindIndex(dense, value => !float.IsFinite(value));
            if (bad >= 0)
                throw context.Except($"Column '{featureName}' holds {dense[bad]} in row {cursor.Position}, slot {bad}. " +
                    "Remove or replace such values first, with FilterRowsByMissingValues or ReplaceMissingValues for example.");
            string name = classReader();
            if (!rows.TryGetValue(name, out RowSample? ofClass))
                rows.Add(name, ofClass = new(rowsPerClass ?? int.MaxValue, Seeds.Derive(seed, SeedPurpose.RowSample)));
            ofClass.Add(dense);
        }
        return rows;
    }
}

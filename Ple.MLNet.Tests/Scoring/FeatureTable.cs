using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>A table with one column of features.</summary>
internal static class FeatureTable
{
    private sealed record Row(float[] Features);

    public static IDataView Of(MLContext ml, float[][] rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return ml.Data.LoadFromEnumerable(rows.Select(row => new Row(row)), schema);
    }
}

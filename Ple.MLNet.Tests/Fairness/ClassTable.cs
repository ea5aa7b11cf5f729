using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests.Fairness;

/// <summary>A table of features and a class column that serves as label and as predicted label.</summary>
internal static class ClassTable
{
    private sealed record Row<T>(float[] Features, T Label, T PredictedLabel);

    public static IDataView Of<T>(MLContext ml, params (T Class, float[][] Rows)[] classes)
    {
        var schema = SchemaDefinition.Create(typeof(Row<T>));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, classes[0].Rows[0].Length);
        return ml.Data.LoadFromEnumerable(classes.SelectMany(c => c.Rows.Select(row => new Row<T>(row, c.Class, c.Class))), schema);
    }
}

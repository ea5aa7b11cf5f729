using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Distributions;

/// <summary>A scalar column of Single or Double, read as Double.</summary>
internal static class ScalarColumn
{
    private const string Expected = "Single or Double";

    /// <exception cref="ArgumentOutOfRangeException">No such column, or another type.</exception>
    public static DataViewSchema.Column Find(IExceptionContext context, DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not DataViewSchema.Column column)
            throw context.ExceptSchemaMismatch(nameof(schema), "value", name);
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
            throw context.ExceptSchemaMismatch(nameof(schema), "value", name, Expected, column.Type.ToString());
        return column;
    }

    /// <summary>The same check on a schema shape, before there is data.</summary>
    public static void Check(IExceptionContext context, SchemaShape schema, string name)
    {
        if (!schema.TryFindColumn(name, out SchemaShape.Column column))
            throw context.ExceptSchemaMismatch(nameof(schema), "value", name);
        bool numeric = column.ItemType == NumberDataViewType.Single || column.ItemType == NumberDataViewType.Double;
        if (column.Kind != SchemaShape.Column.VectorKind.Scalar || !numeric || column.IsKey)
            throw context.ExceptSchemaMismatch(nameof(schema), "value", name, Expected, column.GetTypeString());
    }

    public static ValueGetter<double> Getter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Double)
            return row.GetGetter<double>(column);
        ValueGetter<float> getter = row.GetGetter<float>(column);
        float value = 0;
        return (ref double target) =>
        {
            getter(ref value);
            target = value;
        };
    }

    public static double[] ReadAll(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<double> getter = Getter(cursor, column);
        List<double> values = [];
        double value = 0;
        while (cursor.MoveNext())
        {
            getter(ref value);
            values.Add(value);
        }
        return [.. values];
    }
}

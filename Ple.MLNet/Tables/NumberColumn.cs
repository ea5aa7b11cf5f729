using System.Numerics;
using Microsoft.ML;

namespace Ple.MLNet.Tables;

/// <summary>A scalar number. Integers beyond 2^53 are rounded to the next Double.</summary>
internal sealed class NumberColumn<T>(DataViewSchema.DetachedColumn description) : TableColumn(description)
    where T : struct, INumber<T>
{
    private static readonly bool IsInteger = T.IsZero(T.One / (T.One + T.One));

    public override FieldReader MakeReader(DataViewRow row, DataViewSchema.Column column, bool learn)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        return fields =>
        {
            getter(ref value);
            fields[0] = double.CreateTruncating(value);
        };
    }

    public override Delegate MakeGetter(FieldRow row, int firstField)
        => (ValueGetter<T>)((ref T value) => value = FromField(row[firstField]));

    public override object ToValue(double field) => FromField(field);

    private static T FromField(double field) => T.CreateSaturating(IsInteger ? Math.Round(field) : field);
}

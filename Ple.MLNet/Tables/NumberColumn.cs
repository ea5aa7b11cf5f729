using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>A scalar number, kept as Double: integers from 2^53 on, which Double rounds, are refused.</summary>
internal sealed class NumberColumn<T>(DataViewSchema.DetachedColumn description) : TableColumn(description)
    where T : struct, INumber<T>
{
    private const double FirstInexact = 1L << 53;

    private static readonly bool IsInteger = T.IsZero(T.One / (T.One + T.One));

    public override FieldReader MakeReader(DataViewRow row, DataViewSchema.Column column, bool learn)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        return fields =>
        {
            getter(ref value);
            fields[0] = double.CreateTruncating(value);
            if (IsInteger && Math.Abs(fields[0]) >= FirstInexact)
                throw Contracts.Except($"Column '{Description.Name}' holds {value} in row {row.Position}: integers of 2^53 and more are not kept exactly. Leave identifiers out by " +
                    $"{nameof(TableEncodingOptions.ExcludedColumnNames)}, or convert the column to text.");
        };
    }

    public override Delegate MakeGetter(FieldRow row, int firstField)
        => (ValueGetter<T>)((ref T value) => value = FromField(row[firstField]));

    public override object ToValue(double field) => FromField(field);

    private static T FromField(double field) => T.CreateSaturating(IsInteger ? Math.Round(field) : field);
}

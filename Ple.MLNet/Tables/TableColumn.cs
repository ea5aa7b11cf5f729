using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tables;

/// <summary>Writes the fields of a column for the row at which the cursor stands.</summary>
internal delegate void FieldReader(Span<double> fields);

/// <summary>A column of a table: how its values become fields, and fields its values.</summary>
internal abstract class TableColumn(DataViewSchema.DetachedColumn description, int fieldCount = 1)
{
    public DataViewSchema.DetachedColumn Description { get; } = description;

    public string Name => Description.Name;

    public int FieldCount { get; } = fieldCount;

    /// <summary>Whether fields are numbers of Single.</summary>
    public bool IsSingle => Description.Type.GetItemType() == NumberDataViewType.Single;

    /// <summary>A reader of the column's fields at the row where a cursor stands.</summary>
    /// <param name="row">The cursor.</param>
    /// <param name="column">The column in the cursor's schema.</param>
    /// <param name="learn">True while a table is being fitted: values not seen before become new categories.</param>
    public abstract FieldReader MakeReader(DataViewRow row, DataViewSchema.Column column, bool learn);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the column's type over the fields from <paramref name="firstField"/>.</summary>
    public abstract Delegate MakeGetter(FieldRow row, int firstField);

    /// <summary>The value that a field stands for, as the user writes it.</summary>
    public abstract object ToValue(double field);

    /// <summary>Null for a type that cannot be encoded.</summary>
    public static TableColumn? Create(DataViewSchema.DetachedColumn description) => description.Type switch
    {
        KeyDataViewType key when key.RawType == typeof(byte) => new CodedColumn<byte>(description),
        KeyDataViewType key when key.RawType == typeof(ushort) => new CodedColumn<ushort>(description),
        KeyDataViewType key when key.RawType == typeof(uint) => new CodedColumn<uint>(description),
        KeyDataViewType key when key.RawType == typeof(ulong) => new CodedColumn<ulong>(description),
        BooleanDataViewType => new CodedColumn<bool>(description),
        TextDataViewType => new TextColumn(description),
        VectorDataViewType { IsKnownSize: true } vector when vector.ItemType == NumberDataViewType.Single => new SingleVectorColumn(description, vector),
        NumberDataViewType number => CreateNumber(description, number),
        _ => null,
    };

    private static TableColumn? CreateNumber(DataViewSchema.DetachedColumn description, NumberDataViewType type)
    {
        return Of<float>() ?? Of<double>() ?? Of<sbyte>() ?? Of<byte>() ?? Of<short>() ?? Of<ushort>() ?? Of<int>() ?? Of<uint>() ?? Of<long>() ?? Of<ulong>();

        TableColumn? Of<T>()
            where T : struct, INumber<T>
            => type.RawType == typeof(T) ? new NumberColumn<T>(description) : null;
    }
}

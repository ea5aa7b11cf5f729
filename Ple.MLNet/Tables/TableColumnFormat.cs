using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>A column in a model file: its type, annotations and categories; and which of its values are classes of rows.</summary>
internal static class TableColumnFormat
{
    public static void Save(BinaryWriter writer, TableColumn column)
    {
        DataViewType type = column.Description.Type;
        writer.Write(column.Name);
        writer.Write(type is KeyDataViewType k ? k.Count : 0UL);
        writer.Write(AnnotationFormat.TypeIndex(type is KeyDataViewType ? AnnotationFormat.PrimitiveOf(type.RawType) : type.GetItemType()));
        AnnotationFormat.SaveDimensions(writer, type);
        AnnotationFormat.Save(writer, column.Description.Annotations);
        if (column is not CategoryColumn category)
            return;
        writer.Write(category.CategoryCount);
        category.SaveCategories(writer);
    }

    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public static TableColumn Load(PayloadReader reader)
    {
        string name = reader.ReadText();
        PayloadReader.Check(name.Length > 0, "a column without a name");
        ulong keyCount = reader.ReadUInt64();
        PrimitiveDataViewType item = AnnotationFormat.ReadType(reader);
        int[] dimensions = AnnotationFormat.ReadDimensions(reader, TableLimits.MostFields);
        DataViewType type = dimensions.Length > 0 ? new VectorDataViewType(item, dimensions) : keyCount > 0 ? KeyType(reader, item, keyCount) : item;
        TableColumn? column = TableColumn.Create(new(name, type, AnnotationFormat.Load(reader)));
        PayloadReader.Check(column is not null, "a column of a type that is no table's");
        if (column is CategoryColumn category)
            category.LoadCategories(reader, reader.ReadCount(0, TableEncodingOptions.MostCategories));
        return column!;
    }

    /// <summary>The classes of a column that says which class a row is of.</summary>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public static TableCondition LoadCondition(IExceptionContext context, PayloadReader reader, TableColumn column)
    {
        (double Field, long Count)[] categories =
            reader.ReadItems(1, TableEncodingOptions.MostCategories, () => (reader.ReadDouble(), reader.ReadInt64(1, TableLimits.MostRows)));
        bool areValid = categories.Select(c => c.Field).Distinct().Count() == categories.Length && column is not SingleVectorColumn
            && categories.All(c => double.IsFinite(c.Field))
            && (column is not CategoryColumn known || categories.All(c => c.Field == Math.Floor(c.Field) && c.Field >= 0 && c.Field < known.CategoryCount));
        PayloadReader.Check(areValid, "the condition's categories are out of range");
        return new(context, column, [.. categories.Select(c => c.Field)], [.. categories.Select(c => c.Count)]);
    }

    private static KeyDataViewType KeyType(PayloadReader reader, PrimitiveDataViewType item, ulong count)
    {
        PayloadReader.Check(KeyDataViewType.IsValidDataType(item.RawType) && count <= item.RawType.ToMaxInt(), "a key type out of range");
        return new(item.RawType, count);
    }
}

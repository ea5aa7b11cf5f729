using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>A table encoding in a model file.</summary>
internal static class TableEncodingFormat
{
    private const int Version = 1;

    public static void Save(this TableEncoding encoding, BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(encoding.Seed);
        writer.Write(encoding.Columns.Count);
        foreach (TableColumn column in encoding.Columns)
            Save(writer, column);
        foreach (FieldCode code in encoding.Codes)
            code.Save(writer);
        int condition = encoding.ConditionField < 0 ? -1 : Array.IndexOf(encoding.FirstFields, encoding.ConditionField);
        writer.Write(condition + 1);
        encoding.Condition?.Save(writer);
    }

    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public static TableEncoding Load(IExceptionContext context, PayloadReader reader)
    {
        PayloadReader.Check(reader.ReadInt32() == Version, "there is a version of the table encoding that this library cannot read");
        int seed = reader.ReadInt32();
        TableColumn[] columns = reader.ReadItems(1, TableLimits.MostColumns, () => LoadColumn(reader));
        PayloadReader.Check(columns.Sum(c => (long)c.FieldCount) <= TableLimits.MostFields, "the number of fields is out of range");
        PayloadReader.Check(columns.DistinctBy(c => c.Name).Count() == columns.Length, "a column is there twice");
        FieldCode[] codes = LoadCodes(reader, columns);
        int condition = reader.ReadInt32(0, columns.Length) - 1;
        var encoding = new TableEncoding(context, columns, codes, condition < 0 ? null : LoadCondition(context, reader, columns[condition]), seed);
        PayloadReader.Check(TableLimits.Fault(encoding) is null, "a row has too many slots");
        return encoding;
    }

    private static void Save(BinaryWriter writer, TableColumn column)
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

    private static TableColumn LoadColumn(PayloadReader reader)
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

    private static KeyDataViewType KeyType(PayloadReader reader, PrimitiveDataViewType item, ulong count)
    {
        PayloadReader.Check(KeyDataViewType.IsValidDataType(item.RawType) && count <= item.RawType.ToMaxInt(), "a key type out of range");
        return new(item.RawType, count);
    }

    private static FieldCode[] LoadCodes(PayloadReader reader, TableColumn[] columns)
    {
        int fields = columns.Sum(c => c.FieldCount);
        reader.CheckFollows(fields, 1);
        var codes = new FieldCode[fields];
        int next = 0;
        foreach (TableColumn column in columns)
        {
            for (int i = 0; i < column.FieldCount; i++)
                codes[next++] = LoadCode(reader, column);
        }
        return codes;
    }

    private static FieldCode LoadCode(PayloadReader reader, TableColumn column)
    {
        FieldCode code = FieldCode.Load(reader);
        PayloadReader.Check(column is CategoryColumn category ? (code as CategoryCode)?.Categories == category.CategoryCount : code is NumberCode, "a column's code does not suit its type");
        return code;
    }

    private static TableCondition LoadCondition(IExceptionContext context, PayloadReader reader, TableColumn column)
    {
        (double Field, long Count)[] categories =
            reader.ReadItems(1, TableEncodingOptions.MostCategories, () => (reader.ReadDouble(), reader.ReadInt64(1, TableLimits.MostRows)));
        bool areValid = categories.Select(c => c.Field).Distinct().Count() == categories.Length && column is not SingleVectorColumn
            && categories.All(c => double.IsFinite(c.Field))
            && (column is not CategoryColumn known || categories.All(c => c.Field == Math.Floor(c.Field) && c.Field >= 0 && c.Field < known.CategoryCount));
        PayloadReader.Check(areValid, "the condition's categories are out of range");
        return new(context, column, [.. categories.Select(c => c.Field)], [.. categories.Select(c => c.Count)]);
    }
}

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
            TableColumnFormat.Save(writer, column);
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
        TableColumn[] columns = reader.ReadItems(1, TableLimits.MostColumns, () => TableColumnFormat.Load(reader));
        PayloadReader.Check(columns.Sum(c => (long)c.FieldCount) <= TableLimits.MostFields, "the number of fields is out of range");
        PayloadReader.Check(columns.DistinctBy(c => c.Name).Count() == columns.Length, "a column is there twice");
        FieldCode[] codes = LoadCodes(reader, columns);
        int condition = reader.ReadInt32(0, columns.Length) - 1;
        var encoding = new TableEncoding(context, columns, codes, condition < 0 ? null : TableColumnFormat.LoadCondition(context, reader, columns[condition]), seed);
        PayloadReader.Check(TableLimits.Fault(encoding) is null, "a row has too many slots");
        return encoding;
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
}

using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Generation;

/// <summary>Rows of a whole table of mixed columns, with or without a condition column.</summary>
internal sealed class TableFormat(TableEncoding encoding) : RowFormat
{
    public TableEncoding Encoding => encoding;

    public override DataViewSchema Schema => encoding.Schema;

    public override int ValueCount => encoding.Width;

    public override TableCondition? Condition => encoding.Condition;

    public override RowLayout Layout
        => RowLayout.Table([.. encoding.PresenceSlots], [.. encoding.Blocks.Where(b => b.Kind == EncodedBlockKind.Softmax).Select(b => b.Width)], ConditionSize);

    public override RowDecoder NewDecoder() => new Decoder(encoding);

    public override Func<int> ReadCondition(IExceptionContext context, DataViewRow row)
    {
        TableCondition condition = encoding.Condition!;
        TableColumn column = encoding.Columns.Single(c => c.Name == condition.Name);
        if (row.Schema.GetColumnOrNull(condition.Name) is not DataViewSchema.Column input)
            throw context.ExceptSchemaMismatch(nameof(row), "condition", condition.Name);
        if (!input.Type.Equals(column.Description.Type))
            throw context.ExceptSchemaMismatch(nameof(row), "condition", condition.Name, column.Description.Type.ToString(), input.Type.ToString());
        FieldReader read = column.MakeReader(row, input, learn: false);
        double[] field = new double[1];
        return () =>
        {
            read(field);
            int index = condition.IndexOfField(field[0]);
            return index >= 0 ? index : throw context.Except($"Column '{condition.Name}' is missing in row {row.Position}, or holds a value that the " +
                $"training rows did not. The generator knows {Quoted.List(condition.Categories)}.");
        };
    }

    public override void Write(BinaryWriter writer) => encoding.Save(writer);

    private sealed class Decoder(TableEncoding encoding) : RowDecoder
    {
        private readonly TableDecoder _decoder = new(encoding);

        public override void MoveTo(ReadOnlySpan<float> values, int condition) => _decoder.Decode(values, condition);

        public override Delegate MakeGetter(int column) => _decoder.MakeGetter(column);
    }
}

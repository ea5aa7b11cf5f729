using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Generation;

/// <summary>Rows of a whole table of mixed columns, with or without a condition column.</summary>
internal sealed class TableCodec(TableEncoding encoding) : RowCodec
{
    public TableEncoding Encoding => encoding;

    public override DataViewSchema Schema => encoding.Schema;

    public override int ValueCount => encoding.Width;

    public override TableCondition? Condition => encoding.Condition;

    public override RowLayout Layout
        => RowLayout.Table([.. encoding.PresenceSlots], [.. encoding.Blocks.Where(b => b.Kind == EncodedBlockKind.Softmax).Select(b => b.Width)], ConditionSize);

    public override RowDecoder NewDecoder() => new Decoder(encoding);

    public override void Write(BinaryWriter writer) => encoding.Save(writer);

    public override IEnumerable<(float[] Values, int[] Conditions)> Read(IExceptionContext context, IDataView data, int batchRows)
    {
        using var cursor = new FieldCursor(context, data, encoding.Columns);
        float[] values = new float[batchRows * encoding.Width];
        var conditions = new List<int>(batchRows);
        while (cursor.MoveNext())
        {
            encoding.EncodeRow(cursor.Fields, cursor.Position, values.AsSpan(conditions.Count * encoding.Width, encoding.Width));
            conditions.Add(encoding.Condition is { } condition ? condition.IndexOf(context, cursor.Fields[encoding.ConditionField], cursor.Position) : -1);
            if (conditions.Count < batchRows)
                continue;
            yield return (values, [.. conditions]);
            (values, conditions) = (new float[batchRows * encoding.Width], new List<int>(batchRows));
        }
        if (conditions.Count > 0)
            yield return (values[..(conditions.Count * encoding.Width)], [.. conditions]);
    }

    private sealed class Decoder(TableEncoding encoding) : RowDecoder
    {
        private readonly TableDecoder _decoder = new(encoding);

        public override void MoveTo(ReadOnlySpan<float> values, int condition) => _decoder.Decode(values, condition);

        public override Delegate MakeGetter(int column) => _decoder.MakeGetter(column);
    }
}

using Microsoft.ML;
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

    private sealed class Decoder(TableEncoding encoding) : RowDecoder
    {
        private readonly TableDecoder _decoder = new(encoding);

        public override void MoveTo(ReadOnlySpan<float> values, int condition) => _decoder.Decode(values, condition);

        public override Delegate MakeGetter(int column) => _decoder.MakeGetter(column);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Generation;

/// <summary>Rows of one vector column: pixels, embeddings.</summary>
/// <param name="column">Name, shape and slot names.</param>
/// <param name="scaling">Between the column's values and the model's.</param>
/// <param name="likelihood">Bernoulli or Gaussian.</param>
internal sealed class VectorFormat(GeneratedColumn column, RowScaling scaling, Likelihood likelihood) : RowFormat
{
    public GeneratedColumn Column => column;

    public RowScaling Scaling => scaling;

    public override DataViewSchema Schema { get; } = column.ToSchema();

    public override int ValueCount => column.Type.Size;

    public override RowLayout Layout => RowLayout.Vector(ValueCount, ConditionSize, likelihood);

    public override RowDecoder NewDecoder() => new Decoder(scaling, ValueCount);

    public override Func<int> ReadCondition(IExceptionContext context, DataViewRow row) => throw new InvalidOperationException("There is no condition.");

    public override void Write(BinaryWriter writer)
    {
        column.Write(writer);
        writer.WriteArray<float>([.. scaling.Offset]);
        writer.WriteArray<float>([.. scaling.Scale]);
        writer.Write((int)likelihood);
    }

    public static VectorFormat Read(PayloadReader reader)
    {
        GeneratedColumn column = GeneratedColumn.Read(reader);
        float[] offset = reader.ReadArray<float>(column.Type.Size), scale = reader.ReadArray<float>(column.Type.Size);
        PayloadReader.Check(Array.TrueForAll(offset, float.IsFinite) && Array.TrueForAll(scale, s => float.IsFinite(s) && s >= 0), "a scale is out of range");
        return new(column, new(offset, scale), (Likelihood)reader.ReadInt32((int)Likelihood.Bernoulli, (int)Likelihood.Gaussian));
    }

    private sealed class Decoder(RowScaling scaling, int size) : RowDecoder
    {
        private readonly float[] _row = new float[size];

        public override void MoveTo(ReadOnlySpan<float> values, int condition)
        {
            values.CopyTo(_row);
            scaling.FromModel(_row);
        }

        public override Delegate MakeGetter(int column) => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> row) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref row, _row.Length);
            _row.CopyTo(editor.Values);
            row = editor.Commit();
        });
    }
}

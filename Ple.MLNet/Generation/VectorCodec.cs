using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Generation;

/// <summary>Rows of one vector column: pixels, embeddings.</summary>
/// <param name="column">Name, shape and slot names.</param>
/// <param name="scaling">Between the column's values and the model's.</param>
/// <param name="likelihood">Of the values.</param>
/// <param name="condition">Of another column; null for none.</param>
internal sealed class VectorCodec(GeneratedColumn column, RowScaling scaling, Likelihood likelihood, TableCondition? condition) : RowCodec
{
    public GeneratedColumn Column => column;

    public RowScaling Scaling => scaling;

    public Likelihood Likelihood => likelihood;

    /// <summary>The vector column, then the condition's.</summary>
    public override DataViewSchema Schema { get; } = column.ToSchema(condition?.Column.Description);

    public override TableCondition? Condition => condition;

    public override int ValueCount => column.Type.Size;

    public override RowLayout Layout => RowLayout.Vector(column.Type.Dimensions, ConditionSize, likelihood);

    public override RowDecoder NewDecoder() => new Decoder(scaling, ValueCount, condition);

    public override void Write(BinaryWriter writer)
    {
        column.Write(writer);
        writer.WriteArray<float>([.. scaling.Offset]);
        writer.WriteArray<float>([.. scaling.Scale]);
        writer.Write((int)likelihood);
        writer.Write(condition is not null);
        if (condition is null)
            return;
        TableColumnFormat.Save(writer, condition.Column);
        condition.Save(writer);
    }

    public override IEnumerable<(float[] Values, int[] Conditions)> Read(IExceptionContext context, IDataView data, int batchRows)
    {
        VectorColumn known = VectorColumn.Find(context, data.Schema, column.Name);
        if (known.Size != ValueCount)
            throw context.ExceptSchemaMismatch(nameof(data), "feature", column.Name, column.Type.ToString(), data.Schema[column.Name].Type.ToString());
        if (condition is not null && data.Schema.GetColumnOrNull(condition.Name) is null)
            throw context.ExceptSchemaMismatch(nameof(data), "condition", condition.Name);
        DataViewSchema.Column vector = data.Schema[column.Name];
        using DataViewRowCursor cursor = data.GetRowCursor(condition is null ? [vector] : [vector, data.Schema[condition.Name]]);
        Func<int> classOf = condition?.MakeReader(context, cursor) ?? (() => -1);
        var conditions = new List<int>(batchRows);
        foreach (float[] batch in known.ReadBatches(cursor, batchRows, () => conditions.Add(classOf())))
        {
            int outside = likelihood == Likelihood.Gaussian ? -1 : Array.FindIndex(batch, v => v is < 0 or > 1);
            if (outside >= 0)
                throw context.Except($"Column '{column.Name}' holds {batch[outside]}, and the generator's {likelihood} likelihood takes values from 0 to 1.");
            scaling.ToModel(batch);
            yield return (batch, [.. conditions]);
            conditions.Clear();
        }
    }

    public static VectorCodec Read(IExceptionContext context, PayloadReader reader)
    {
        GeneratedColumn column = GeneratedColumn.Read(reader);
        float[] offset = reader.ReadArray<float>(column.Type.Size), scale = reader.ReadArray<float>(column.Type.Size);
        PayloadReader.Check(Array.TrueForAll(offset, float.IsFinite) && Array.TrueForAll(scale, s => float.IsFinite(s) && s >= 0), "a scale is out of range");
        var likelihood = (Likelihood)reader.ReadInt32((int)Likelihood.Bernoulli, (int)Likelihood.Beta);
        TableCondition? condition = reader.ReadBoolean() ? TableColumnFormat.LoadCondition(context, reader, TableColumnFormat.Load(reader)) : null;
        PayloadReader.Check(condition?.Name != column.Name, "a column is there twice");
        return new(column, new(offset, scale), likelihood, condition);
    }

    private sealed class Decoder(RowScaling scaling, int size, TableCondition? classes) : RowDecoder
    {
        private readonly float[] _row = new float[size];
        private readonly FieldRow _class = new(new double[1]);

        public override void MoveTo(ReadOnlySpan<float> values, int condition)
        {
            values.CopyTo(_row);
            scaling.FromModel(_row);
            _class.Values[0] = classes?.ToField(condition) ?? double.NaN;
        }

        public override Delegate MakeGetter(int column) => column == 1 ? classes!.Column.MakeGetter(_class, 0) : (ValueGetter<VBuffer<float>>)GetVector;

        private void GetVector(ref VBuffer<float> row)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref row, _row.Length);
            _row.CopyTo(editor.Values);
            row = editor.Commit();
        }
    }
}

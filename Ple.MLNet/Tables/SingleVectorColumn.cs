using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>A vector of Single of known size: one field for each slot.</summary>
internal sealed class SingleVectorColumn(DataViewSchema.DetachedColumn description, VectorDataViewType type) : TableColumn(description, type.Size)
{
    public override FieldReader MakeReader(DataViewRow row, DataViewSchema.Column column, bool learn)
    {
        ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> vector = default;
        return fields =>
        {
            getter(ref vector);
            VectorColumn.CheckLength(Name, vector.Length, FieldCount, row.Position);
            ReadOnlySpan<float> values = vector.GetValues();
            if (vector.IsDense)
            {
                Widen(values, fields);
                return;
            }
            fields.Clear();
            foreach ((int slot, float value) in vector.Items())
                fields[slot] = value;
        };
    }

    public override Delegate MakeGetter(FieldRow row, int firstField)
        => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> vector) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref vector, FieldCount);
            Narrow(row.Span(firstField, FieldCount), editor.Values);
            vector = editor.Commit();
        });

    public override object ToValue(double field) => (float)field;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(ReadOnlySpan<double> from, Span<float> to)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = (float)from[i];
    }
}

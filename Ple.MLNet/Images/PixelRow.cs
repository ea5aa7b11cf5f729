using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Images;

/// <summary>The pixels of the row that a cursor stands on.</summary>
internal sealed class PixelRow(DataViewRow row, DataViewSchema.Column column, int size)
{
    private readonly ValueGetter<VBuffer<float>> _getter = row.GetGetter<VBuffer<float>>(column);
    private VBuffer<float> _buffer;

    /// <exception cref="InvalidOperationException">Another number of pixels than the type says, or one that is not finite.</exception>
    public void Read(float[] target)
    {
        _getter(ref _buffer);
        VectorColumn.CheckLength(column.Name, _buffer.Length, size, row.Position);
        _buffer.CopyTo(target);
        int wrong = Array.FindIndex(target, v => !float.IsFinite(v));
        if (wrong >= 0)
            throw Contracts.Except($"Column '{column.Name}' holds {target[wrong]} in row {row.Position}, slot {wrong}. " +
                "Remove or replace such values first, with FilterRowsByMissingValues or ReplaceMissingValues for example.");
    }
}

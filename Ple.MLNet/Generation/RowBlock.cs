using Microsoft.ML.Data;

namespace Ple.MLNet.Generation;

/// <summary>Rows by their position; makes the block that a position lies in when it is first asked for. Serves one thread.</summary>
internal sealed class RowBlock(RowGenerator generator, RowScaling scaling)
{
    private readonly float[] _rows = new float[RowGenerator.BlockSize * generator.ValueCount];
    private long _block = -1;

    public void CopyRow(long position, ref VBuffer<float> row)
    {
        long block = position / RowGenerator.BlockSize;
        if (block != _block)
        {
            generator.Generate(block, [], _rows);
            scaling.FromModel(_rows);
            _block = block;
        }
        VBufferEditor<float> editor = VBufferEditor.Create(ref row, generator.ValueCount);
        _rows.AsSpan((int)(position % RowGenerator.BlockSize) * generator.ValueCount, generator.ValueCount).CopyTo(editor.Values);
        row = editor.Commit();
    }
}

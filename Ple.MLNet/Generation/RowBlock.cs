using Microsoft.ML;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Generation;

/// <summary>A block of generated rows, made when a value of it is first asked for, with one of them the current row. Serves one thread.</summary>
internal sealed class RowBlock(RowGenerator generator, RowDecoder decoder, Func<NativeMemory.Use> beginUse)
{
    private readonly float[] _values = new float[generator.BlockSize * generator.ValueCount];
    private readonly int[] _conditions = new int[generator.BlockSize];
    private long _block = -1;
    private int _row;
    private int _decoded = -1;
    private bool _isMade;

    /// <summary>Rows of a block.</summary>
    public int Size => generator.BlockSize;

    /// <summary>Goes to a block; rows that its end lacks get the first row's class.</summary>
    /// <param name="block">Row positions start at block * Size.</param>
    /// <param name="conditions">Class of each row; -1 without a condition. 1 to Size of them.</param>
    public void Start(long block, ReadOnlySpan<int> conditions)
    {
        conditions.CopyTo(_conditions);
        _conditions.AsSpan(conditions.Length).Fill(conditions[0]);
        (_block, _decoded, _isMade) = (block, -1, false);
    }

    /// <summary>Makes a row of the block the current one.</summary>
    public void MoveTo(int row) => _row = row;

    /// <summary>A getter of a column of the current row; null where the type is another.</summary>
    public ValueGetter<TValue>? MakeGetter<TValue>(int column)
    {
        if (decoder.MakeGetter(column) is not ValueGetter<TValue> getter)
            return null;
        return (ref TValue value) =>
        {
            Decode();
            getter(ref value);
        };
    }

    private void Decode()
    {
        if (!_isMade)
        {
            using NativeMemory.Use use = beginUse();
            generator.Generate(_block, _conditions, _values);
        }
        _isMade = true;
        if (_decoded != _row)
            decoder.MoveTo(_values.AsSpan(_row * generator.ValueCount, generator.ValueCount), _conditions[_row]);
        _decoded = _row;
    }
}

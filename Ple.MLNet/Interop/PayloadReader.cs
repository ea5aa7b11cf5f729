using System.Runtime.InteropServices;

namespace Ple.MLNet.Interop;

/// <summary>
/// Reads what <see cref="HashedPayload"/> frames. Nothing in it is believed: every number has a range, and no count allocates more than a
/// small multiple of the bytes that are there. What is wrong ends in an InvalidDataException, of which the frame makes a FormatException.
/// </summary>
internal sealed class PayloadReader
{
    private readonly BinaryReader _reader;

    private PayloadReader(BinaryReader reader) => _reader = reader;

    /// <summary>Bytes not yet read.</summary>
    public long Remaining => _reader.BaseStream.Length - _reader.BaseStream.Position;

    /// <exception cref="InvalidDataException">More is there than <paramref name="read"/> takes.</exception>
    public static T ReadAll<T>(byte[] payload, Func<PayloadReader, T> read)
    {
        var reader = new PayloadReader(new BinaryReader(new MemoryStream(payload), HashedPayload.Encoding));
        T value = read(reader);
        if (reader.Remaining > 0)
        {
            (value as IDisposable)?.Dispose();
            Check(false, $"{reader.Remaining} bytes are left over");
        }
        return value;
    }

    /// <exception cref="InvalidDataException">The condition does not hold.</exception>
    public static void Check(bool condition, string fault)
    {
        if (!condition)
            throw new InvalidDataException(fault + ".");
    }

    public bool ReadBoolean() => InRange(_reader.ReadByte(), 0, 1) == 1;

    public int ReadInt32() => _reader.ReadInt32();

    public int ReadInt32(int least, int most) => (int)InRange(_reader.ReadInt32(), least, most);

    public long ReadInt64(long least, long most) => InRange(_reader.ReadInt64(), least, most);

    public ulong ReadUInt64() => _reader.ReadUInt64();

    public double ReadDouble() => _reader.ReadDouble();

    public string ReadText() => _reader.ReadString();

    /// <summary>A count of items that follow, each of a byte at least.</summary>
    public int ReadCount(int least, int most) => (int)InRange(_reader.ReadInt32(), least, Math.Max(least, Math.Min(most, Remaining)));

    /// <summary>A count, then as many items.</summary>
    public T[] ReadItems<T>(int least, int most, Func<T> readItem)
    {
        int count = ReadCount(least, most);
        var items = new List<T>(Math.Min(count, 1024));
        for (int i = 0; i < count; i++)
            items.Add(readItem());
        return [.. items];
    }

    /// <summary>As many numbers, whose count was read or is known.</summary>
    public T[] ReadArray<T>(long count) where T : unmanaged
    {
        CheckFollows(count, Marshal.SizeOf<T>());
        if (count == 0)
            return [];
        var values = new T[count];
        _reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public double[] ReadFinite(long count)
    {
        double[] values = ReadArray<double>(count);
        Check(Array.TrueForAll(values, double.IsFinite), "a number is not finite");
        return values;
    }

    /// <summary>Whether as many numbers can follow, before anything is made for them.</summary>
    public void CheckFollows(Int128 count, int size)
    {
        if (count < 0 || count * size > Remaining)
            throw new EndOfStreamException("it is too short for what it says it contains.");
    }

    private static long InRange(long value, long least, long most)
        => value >= least && value <= most ? value : throw new InvalidDataException($"{value} stands where {least} to {most} was expected.");
}

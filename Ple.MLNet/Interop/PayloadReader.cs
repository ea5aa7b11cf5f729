using Microsoft.ML.Runtime;

namespace Ple.MLNet.Interop;

/// <summary>Reads what a model file holds behind ML.NET's header. Nothing in it is believed: a count never allocates more than was read.</summary>
internal sealed class PayloadReader(IExceptionContext context, BinaryReader reader)
{
    /// <exception cref="FormatException">The condition does not hold.</exception>
    public void Check(bool condition, string fault)
    {
        if (!condition)
            throw context.ExceptDecode($"The model file is damaged: {fault}.");
    }

    public bool ReadBoolean() => ReadCount(1) == 1;

    public ulong ReadUInt64() => Read(reader.ReadUInt64);

    public uint ReadUInt32() => Read(reader.ReadUInt32);

    public double ReadDouble() => Read(reader.ReadDouble);

    public string ReadText() => Read(reader.ReadString);

    /// <summary>An Int32 from 0 to <paramref name="most"/>.</summary>
    public int ReadCount(int most)
    {
        int count = Read(reader.ReadInt32);
        Check(count >= 0 && count <= most, $"{count} where 0 to {most} was expected");
        return count;
    }

    /// <summary>A count up to <paramref name="most"/>, then as many items.</summary>
    public T[] ReadArray<T>(int most, Func<T> readItem)
    {
        int count = ReadCount(most);
        var items = new List<T>(Math.Min(count, 1024));
        for (int i = 0; i < count; i++)
            items.Add(readItem());
        return [.. items];
    }

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw context.ExceptDecode(e, "The model file is damaged: it ends early or holds no readable text.");
        }
    }
}

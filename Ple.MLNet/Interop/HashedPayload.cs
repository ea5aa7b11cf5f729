using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Interop;

/// <summary>
/// Frames the saved state of a transformer as length, SHA-256 and bytes: a damaged or forged model file ends in a FormatException
/// before anything of the size that it claims is allocated.
/// </summary>
internal static class HashedPayload
{
    public static void Write(BinaryWriter writer, Action<BinaryWriter> writePayload)
    {
        using var payload = new MemoryStream();
        using (var inner = new BinaryWriter(payload, System.Text.Encoding.UTF8, leaveOpen: true))
            writePayload(inner);
        writer.Write(payload.Length);
        writer.Write(SHA256.HashData(payload.GetBuffer().AsSpan(0, (int)payload.Length)));
        payload.WriteTo(writer.BaseStream);
    }

    /// <exception cref="FormatException">The payload is cut short, changed, or not what the reader expects.</exception>
    public static T Read<T>(IExceptionContext context, BinaryReader reader, Func<BinaryReader, T> readPayload)
    {
        try
        {
            byte[] payload = new byte[Checked(reader.ReadInt64() + SHA256.HashSizeInBytes, reader.BaseStream) - SHA256.HashSizeInBytes];
            byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            reader.BaseStream.ReadExactly(payload);
            if (!hash.AsSpan().SequenceEqual(SHA256.HashData(payload)))
                throw new InvalidDataException("Its contents do not match its hash.");
            using var inner = new BinaryReader(new MemoryStream(payload));
            return readPayload(inner);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or FormatException or OverflowException)
        {
            throw context.ExceptDecode(e, "The model file is damaged: " + e.Message);
        }
    }

    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> values) where T : unmanaged
        => writer.Write(MemoryMarshal.AsBytes(values));

    public static T[] ReadArray<T>(this BinaryReader reader, long count) where T : unmanaged
    {
        Checked(checked(count * Marshal.SizeOf<T>()), reader.BaseStream);
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>A number that is read from a file and must lie in a range.</summary>
    public static int ReadInt32(this BinaryReader reader, int lowest, int highest)
    {
        int value = reader.ReadInt32();
        return value >= lowest && value <= highest ? value : throw new InvalidDataException($"It holds {value} where {lowest} to {highest} is possible.");
    }

    private static long Checked(long bytes, Stream stream)
        => bytes >= 0 && bytes <= stream.Length - stream.Position ? bytes : throw new EndOfStreamException("It is too short for what it says it contains.");
}

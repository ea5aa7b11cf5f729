using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Interop;

/// <summary>
/// Frames the saved state of every transformer as length, SHA-256 and bytes: a damaged model file ends in a FormatException before
/// anything of the size that it claims is allocated. The hash is no signature: who forges a file makes its hash anew, so that
/// <see cref="PayloadReader"/> believes nothing.
/// </summary>
internal static class HashedPayload
{
    /// <summary>Refuses halves of surrogate pairs, for which other text would be read back.</summary>
    public static Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(BinaryWriter writer, Action<BinaryWriter> writePayload)
    {
        using var payload = new MemoryStream();
        using (var inner = new BinaryWriter(payload, Encoding, leaveOpen: true))
            writePayload(inner);
        writer.Write(payload.Length);
        writer.Write(SHA256.HashData(payload.GetBuffer().AsSpan(0, (int)payload.Length)));
        payload.WriteTo(writer.BaseStream);
    }

    /// <exception cref="FormatException">The payload is cut short, changed, or not what the reader expects.</exception>
    public static T Read<T>(IExceptionContext context, BinaryReader reader, Func<PayloadReader, T> readPayload)
    {
        try
        {
            long length = reader.ReadInt64();
            byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            if (length < 0 || length > Math.Min(Array.MaxLength, reader.BaseStream.Length - reader.BaseStream.Position))
                throw new EndOfStreamException("it is too short for what it says it contains.");
            byte[] payload = new byte[length];
            reader.BaseStream.ReadExactly(payload);
            if (!hash.AsSpan().SequenceEqual(SHA256.HashData(payload)))
                throw new InvalidDataException("its contents do not match its hash.");
            return PayloadReader.ReadAll(payload, readPayload);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or OverflowException)
        {
            throw context.ExceptDecode(e, "The model file is damaged: " + e.Message);
        }
    }

    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> values) where T : unmanaged
        => writer.Write(MemoryMarshal.AsBytes(values));
}

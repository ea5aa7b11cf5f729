using System.Buffers.Binary;
using System.IO.Compression;

namespace Ple.MLNet.Reports;

/// <summary>Pictures of 8-bit grey or colour as PNG files (ISO/IEC 15948), for pages: no drawing library needed.</summary>
internal static class Png
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    /// <param name="pixels">Row after row from the top, the channels of a pixel together.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int channels)
    {
        int stride = width * channels, height = pixels.Length / stride;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? 0 : 2)); // bits of a channel; grey or colour
        WriteChunk(file, "IHDR"u8, header);
        using var data = new MemoryStream();
        using (var compressed = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                compressed.WriteByte(0); // no filter
                compressed.Write(pixels.Slice(row * stride, stride));
            }
        }
        WriteChunk(file, "IDAT"u8, data.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        uint sum = uint.MaxValue;
        foreach (ReadOnlySpan<byte> part in (ReadOnlySpan<byte[]>)[type.ToArray(), data.ToArray()])
        {
            file.Write(part);
            foreach (byte value in part)
                sum = _table[(byte)(sum ^ value)] ^ (sum >> 8);
        }
        BinaryPrimitives.WriteUInt32BigEndian(number, ~sum);
        file.Write(number);
    }
}

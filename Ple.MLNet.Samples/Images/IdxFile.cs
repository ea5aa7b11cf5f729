using System.Buffers.Binary;
using System.IO.Compression;

namespace Ple.MLNet.Samples.Images;

/// <summary>A file of unsigned bytes in the IDX format of MNIST and its kin, gzipped or not (the content decides, not the name).</summary>
internal sealed class IdxFile
{
    /// <summary>Deflate cannot pack more bytes than this into one: a header that announces more is wrong.</summary>
    private const int HighestCompression = 1032;

    private IdxFile(int[] dimensions, byte[] values) => (Dimensions, Values) = (dimensions, values);

    /// <summary>Sizes, the slowest-running first: (images, rows, columns) or (labels).</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The values, the last dimension running fastest; as many as the product of the dimensions.</summary>
    public byte[] Values { get; }

    /// <exception cref="UserErrorException">The file is not what its name promises: the message says what was wrong.</exception>
    public static IdxFile Read(string path, int dimensionCount)
    {
        using FileStream file = File.OpenRead(path);
        bool compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using Stream content = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            int[] dimensions = ReadHeader(content, path, dimensionCount);
            long mostBytes = compressed ? file.Length * HighestCompression : file.Length;
            return new(dimensions, ReadValues(content, path, dimensions, mostBytes));
        }
        catch (InvalidDataException e)
        {
            throw new UserErrorException($"'{path}' is damaged: it cannot be decompressed. Download it again.", e);
        }
    }

    private static int[] ReadHeader(Stream content, string path, int dimensionCount)
    {
        byte[] header = new byte[4 + 4 * dimensionCount];
        int read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        uint expected = 0x0800u + (uint)dimensionCount;
        uint found = read < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header);
        if (found != expected)
            throw new UserErrorException($"'{path}' is not an IDX file of unsigned bytes in {dimensionCount} dimension(s): it starts with " +
                $"0x{found:x8}, expected 0x{expected:x8}. Check that images and labels are not swapped, or download it again.");
        if (read < header.Length)
            throw new UserErrorException($"'{path}' ends within its header. Download it again.");
        return [.. Enumerable.Range(0, dimensionCount).Select(d => ReadDimension(header.AsSpan(4 + 4 * d), path))];
    }

    private static int ReadDimension(ReadOnlySpan<byte> field, string path)
    {
        int size = BinaryPrimitives.ReadInt32BigEndian(field);
        return size > 0 ? size : throw new UserErrorException($"'{path}' announces a dimension of {(uint)size}. Download it again.");
    }

    private static byte[] ReadValues(Stream content, string path, int[] dimensions, long mostBytes)
    {
        string shape = string.Join(" x ", dimensions);
        decimal announced = dimensions.Aggregate(1m, (product, size) => product * size);
        if (announced > Math.Min(mostBytes, Array.MaxLength))
            throw new UserErrorException($"'{path}' announces {shape} values, more than a file of its length can hold. Download it again.");
        byte[] values = new byte[(int)announced];
        int read = content.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < values.Length)
            throw new UserErrorException($"'{path}' ends after {read} of the {values.Length} values ({shape}) that it announces. Download it again.");
        if (content.ReadByte() >= 0)
            throw new UserErrorException($"'{path}' holds more than the {values.Length} values ({shape}) that it announces. Download it again.");
        return values;
    }
}

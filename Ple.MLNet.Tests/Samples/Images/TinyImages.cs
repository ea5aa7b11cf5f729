using System.Buffers.Binary;
using System.IO.Compression;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

/// <summary>Small made images, in memory and as IDX files.</summary>
internal static class TinyImages
{
    public const int Size = 8;

    /// <summary>Noisy 8 x 8 images of three classes: a bar at the left (0), at the top (1), or on the diagonal (2).</summary>
    public static ImageDataSet Bars(int count, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[count * Size * Size], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 3);
            int shift = random.Next(3);
            for (int y = 0; y < Size; y++)
            {
                for (int x = 0; x < Size; x++)
                {
                    bool lit = labels[i] switch { 0 => x == shift, 1 => y == shift, _ => x == (y + shift) % Size };
                    pixels[(i * Size + y) * Size + x] = (byte)(random.Next(80) + (lit ? 170 : 0));
                }
            }
        }
        return new(pixels, labels, Size, Size);
    }

    public static ImageFolder BarsFolder() => new(Bars(600, seed: 1), Bars(300, seed: 2));

    public static void Write(string folder, ImageFolder images)
    {
        Write(folder, "train", images.Training);
        Write(folder, "t10k", images.Test);
    }

    /// <summary>An IDX file's bytes: the header, then the values as they are.</summary>
    public static byte[] Idx(int[] dimensions, byte[] values)
    {
        byte[] header = new byte[4 + 4 * dimensions.Length];
        header[2] = 8;
        header[3] = (byte)dimensions.Length;
        for (int d = 0; d < dimensions.Length; d++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * d), dimensions[d]);
        return [.. header, .. values];
    }

    public static byte[] GZip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(content);
        return compressed.ToArray();
    }

    private static void Write(string folder, string part, ImageDataSet images)
    {
        byte[] pixels = Idx([images.Count, images.Height, images.Width], images.Pixels.ToArray());
        File.WriteAllBytes(Path.Combine(folder, part + "-images-idx3-ubyte.gz"), GZip(pixels));
        File.WriteAllBytes(Path.Combine(folder, part + "-labels-idx1-ubyte"), Idx([images.Count], images.Labels.ToArray()));
    }
}

namespace Ple.MLNet.Samples.Images;

/// <summary>A binary file of CIFAR-10: records of a label from 0 to 9 and an image of 3 x 32 x 32 bytes, a channel after the other, each row by row.</summary>
internal static class CifarFile
{
    public const int Side = 32, Channels = 3;

    private const int ImageBytes = Channels * Side * Side, RecordBytes = 1 + ImageBytes, HighestLabel = 9;

    /// <summary>Reads files one after the other.</summary>
    /// <exception cref="UserErrorException">A file is not what its name promises: the message says what was wrong.</exception>
    public static ImageDataSet Read(IReadOnlyList<string> paths)
    {
        long[] counts = [.. paths.Select(Count)];
        long count = counts.Sum();
        if (count * ImageBytes > Array.MaxLength)
            throw new UserErrorException($"{string.Join(", ", paths)} hold {count} images, more than fit in memory as one block.");
        byte[] pixels = new byte[count * ImageBytes], labels = new byte[count];
        int image = 0;
        foreach (string path in paths)
        {
            byte[] records = File.ReadAllBytes(path);
            for (int at = 0; at < records.Length; at += RecordBytes, image++)
            {
                labels[image] = records[at] <= HighestLabel ? records[at]
                    : throw new UserErrorException($"'{path}' has the label {records[at]} in record {at / RecordBytes + 1}; CIFAR-10 has 0 to {HighestLabel}. Take the binary version of CIFAR-10 (not of CIFAR-100).");
                records.AsSpan(at + 1, ImageBytes).CopyTo(pixels.AsSpan(image * ImageBytes));
            }
        }
        return new(pixels, labels, Side, Side, Channels);
    }

    private static long Count(string path)
    {
        long length = new FileInfo(path).Length;
        return length > 0 && length % RecordBytes == 0 ? length / RecordBytes
            : throw new UserErrorException($"'{path}' holds {length} bytes, which are no whole number of records of {RecordBytes} (a label and {Channels} x {Side} x {Side} pixels). " +
                "Take the binary version of CIFAR-10, unpacked, or download it again.");
    }
}

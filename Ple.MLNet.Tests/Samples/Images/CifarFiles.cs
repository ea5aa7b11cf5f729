namespace Ple.MLNet.Tests.Samples.Images;

/// <summary>Small files in the binary format of CIFAR-10.</summary>
internal static class CifarFiles
{
    public const int Record = 3073;

    /// <summary>Six files, of ten classes in turns; an image of class c is noise around a red of 20 c, with the place of its row and column in green and blue.</summary>
    public static void Write(string folder, int imagesOfFile)
    {
        foreach (string name in (string[])["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"])
            File.WriteAllBytes(Path.Combine(folder, name + ".bin"), Records(imagesOfFile, seed: name[^1]));
    }

    public static byte[] Records(int count, int seed)
    {
        var random = new Random(seed);
        byte[] records = new byte[count * Record];
        for (int i = 0; i < count; i++)
        {
            Span<byte> record = records.AsSpan(i * Record, Record);
            record[0] = (byte)(i % 10);
            for (int place = 0; place < 1024; place++)
            {
                record[1 + place] = (byte)(20 * record[0] + random.Next(20));
                record[1 + 1024 + place] = (byte)(4 * (place / 32) + random.Next(20));
                record[1 + 2048 + place] = (byte)(4 * (place % 32) + random.Next(20));
            }
        }
        return records;
    }
}

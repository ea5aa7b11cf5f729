using System.IO.Compression;
using Ple.MLNet.Reports;

namespace Ple.MLNet.Tests.Reports;

[TestClass]
public class PngTests
{
    /// <summary>A file's chunks have their names, sums and the pixels; the sum of IEND is the standard's.</summary>
    [TestMethod]
    public void HoldsThePixels()
    {
        byte[] pixels = [0, 50, 100, 150, 200, 250], file = Png.Encode(pixels, width: 2, channels: 1);
        CollectionAssert.AreEqual(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, file[..8]);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82 }, file[^12..]);
        int length = (file[33] << 24) + (file[34] << 16) + (file[35] << 8) + file[36];
        using var data = new ZLibStream(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        data.CopyTo(raw);
        CollectionAssert.AreEqual(new byte[] { 0, 0, 50, 0, 100, 150, 0, 200, 250 }, raw.ToArray()); // a filter's 0 before each line
    }
}

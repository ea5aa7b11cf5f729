using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class IdxFileTests
{
    private static readonly byte[] _good = TinyImages.Idx([2, 2, 3], [.. Enumerable.Range(0, 12).Select(i => (byte)(i * 20))]);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ReadsPlainAndCompressedFiles(bool compressed)
    {
        IdxFile file = Read(compressed ? TinyImages.GZip(_good) : _good);
        CollectionAssert.AreEqual(new[] { 2, 2, 3 }, file.Dimensions.ToArray());
        CollectionAssert.AreEqual(_good[16..], file.Values);
    }

    [TestMethod]
    public void SaysWhatIsWrong()
    {
        Fails([], "not an IDX file");
        Fails([0, 0], "not an IDX file");
        Fails([.. "<html>not found</html>"u8], "0x3c68746d, expected 0x00000803");
        Fails(TinyImages.Idx([12], _good[16..]), "images and labels are not swapped");
        Fails(_good[..10], "ends within its header");
        Fails(TinyImages.Idx([2, 0, 3], []), "dimension of 0");
        Fails(TinyImages.Idx([-1, 2, 3], _good[16..]), "dimension of 4294967295");
        Fails(_good[..^1], "ends after 11 of the 12 values (2 x 2 x 3)");
        Fails([.. _good, 1], "more than the 12 values");
        Fails(TinyImages.GZip(_good[..^1]), "ends after 11 of the 12 values");
        Fails(TinyImages.GZip([.. _good, 1]), "more than the 12 values");
    }

    [TestMethod]
    public void AllocatesNoMoreThanTheFileCanHold()
    {
        byte[] forged = TinyImages.Idx([50_000, 200, 200], _good[16..]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(forged, "more than a file of its length can hold");
        Fails(TinyImages.GZip(forged), "more than a file of its length can hold");
        Fails(TinyImages.Idx([int.MaxValue, int.MaxValue, int.MaxValue], []), "more than a file of its length can hold");
        Assert.IsLessThan(5_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void DamagedCompressionIsAUserError()
    {
        byte[] random = new byte[2000];
        new Random(1).NextBytes(random);
        byte[] compressed = TinyImages.GZip(TinyImages.Idx([20, 10, 10], random));
        for (int seed = 0; seed < 100; seed++)
        {
            var damage = new Random(seed);
            byte[] copy = compressed[..damage.Next(2, compressed.Length - 8)]; // cut before the checksum, within the values
            if (copy.Length > 60)
                copy[damage.Next(2, 60)] ^= (byte)damage.Next(1, 256);
            Assert.ThrowsExactly<UserErrorException>(() => Read(copy), $"seed {seed}");
        }
    }

    private static void Fails(byte[] content, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<UserErrorException>(() => Read(content)).Message, message);

    private static IdxFile Read(byte[] content)
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder["file"], content);
        return IdxFile.Read(folder["file"], dimensionCount: 3);
    }
}

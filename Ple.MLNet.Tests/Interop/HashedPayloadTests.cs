using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class HashedPayloadTests
{
    private readonly IExceptionContext _context = new MLContext();

    [TestMethod]
    public void ComesBackAsWritten()
        => CollectionAssert.AreEqual(new double[] { 1, 2, 3 }, Read(Payload()));

    [TestMethod]
    public void DamageIsAFormatException()
    {
        byte[] payload = Payload();
        for (int i = 0; i < payload.Length; i++)
        {
            byte[] damaged = [.. payload];
            damaged[i] ^= 0x10;
            Assert.ThrowsExactly<FormatException>(() => Read(damaged));
            Assert.ThrowsExactly<FormatException>(() => Read(payload[..i]));
        }
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(long.MaxValue)]
    [DataRow(long.MaxValue / 8)]
    [DataRow(-1)]
    public void ForgedLengthsAreNotAllocated(long count)
    {
        byte[] forged = Write(writer =>
        {
            writer.Write(count);
            writer.WriteArray<double>([1, 2, 3]);
        });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<FormatException>(() => Read(forged));
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow(long.MaxValue)]
    [DataRow(long.MinValue)]
    [DataRow(-1)]
    [DataRow(1L << 33)]
    public void AForgedFrameIsNotAllocated(long length)
    {
        byte[] payload = Payload();
        BitConverter.TryWriteBytes(payload, length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<FormatException>(() => Read(payload));
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Payload() => Write(writer =>
    {
        writer.Write(3L);
        writer.WriteArray<double>([1, 2, 3]);
    });

    private static byte[] Write(Action<BinaryWriter> payload)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        HashedPayload.Write(writer, payload);
        return stream.ToArray();
    }

    private double[] Read(byte[] bytes)
        => HashedPayload.Read(_context, new BinaryReader(new MemoryStream(bytes)), reader => reader.ReadArray<double>(reader.ReadInt64(long.MinValue, long.MaxValue)));
}

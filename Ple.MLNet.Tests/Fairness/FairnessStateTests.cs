using Microsoft.ML;
using Ple.MLNet.Fairness;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Fairness;

[TestClass]
public class FairnessStateTests
{
    /// <summary>Even where the hash is forged as well, a changed byte gives a state of the right shape or a FormatException.</summary>
    [TestMethod]
    public void ForgedStatesAreRefused()
    {
        byte[] state = State();
        int refused = 0;
        for (int i = 0; i < state.Length; i++)
        {
            byte[] forged = [.. state];
            forged[i] ^= 0x80;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                FairnessState read = Read(forged);
                Assert.HasCount(2, read.Classes);
                Assert.AreEqual(2, read.Dimensions);
            }
            catch (FormatException)
            {
                refused++;
            }
            Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.IsGreaterThan(20, refused);
    }

    private static byte[] State()
    {
        Moments moments = Moments.Of(ReferenceRows.Make(1, 10, dimensions: 2, scale: 1, shift: 0), 2);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        new FairnessState(new(), 1, "a", "b", [new("a", 10, moments), new("b", 10, moments)]).Write(writer);
        return stream.ToArray();
    }

    private static FairnessState Read(byte[] state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        HashedPayload.Write(writer, inner => inner.Write(state));
        stream.Position = 0;
        return HashedPayload.Read(new MLContext(), new BinaryReader(stream), FairnessState.Read);
    }
}

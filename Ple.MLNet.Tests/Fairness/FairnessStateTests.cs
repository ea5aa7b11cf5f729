using Microsoft.ML;
using Ple.MLNet.Fairness;
using Ple.MLNet.Interop;
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
                Assert.HasCount(2, read.Training.Classes);
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
        var options = new ClassImbalanceFairnessOptions { ImageColumnName = "Pixels", Metrics = new() { SampleRows = 3 } };
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var confusion = new ClassConfusion();
        confusion.Add("a", "a");
        confusion.Add("b", "a");
        new FairnessState(options, 1, "a", "b", Rows(options), Rows(options), confusion, Rows(options), new(1, 1, 2)).Write(writer);
        return stream.ToArray();
    }

    private static ClassStatistics Rows(ClassImbalanceFairnessOptions options)
    {
        var rows = new ClassStatistics(() => ClassPart.Of(2, options, 1));
        float[][] values = [.. ReferenceRows.Make(1, 10, dimensions: 2, scale: 1, shift: 0).Chunk(2)];
        foreach ((int index, float[] row) in values.Index())
        {
            ClassPart part = rows.Part(index < 6 ? "a" : "b");
            part.Features.Add(row, index);
            part.Images!.Add([0, 1], index);
        }
        return rows;
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

using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Generation;

/// <summary>How many rows a block holds, by their width; rows made block after block are those of each block alone.</summary>
[TestClass]
public class RowGeneratorTests
{
    [TestMethod]
    [DataRow(1, 1024)]
    [DataRow(64, 1024)]
    [DataRow(65, 1024)]
    [DataRow(128, 512)]
    [DataRow(784, 256)]
    public void BlocksOfNarrowRowsHoldMoreOfThem(int width, int expected)
    {
        TorchBackend.EnsureLoaded();
        using GenerativeModel model = new VaeOptions { HiddenSizes = [4], LatentSize = 2, BatchNorm = false }.Create(RowLayout.Vector([width], 0, Likelihood.Gaussian), seed: 1);
        model.eval();
        var generator = new RowGenerator(model, CPU, latent: null, OutputKind.Draw, seed: 1);
        Assert.AreEqual(expected, generator.BlockSize);

        int[] none = [.. Enumerable.Repeat(-1, expected + 1)];
        float[] rows = generator.GenerateMany(none), block = new float[expected * width];
        generator.Generate(1, none.AsSpan(1), block);
        CollectionAssert.AreEqual(rows[^width..], block[..width]);
        generator.Generate(0, none.AsSpan(1), block);
        CollectionAssert.AreEqual(rows[..block.Length], block);
    }
}

using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Generation;

[TestClass]
public class TrainingSetTests
{
    [TestMethod]
    public void RowsAsTheyComeAreSeenOnceInTheirOrder()
    {
        using var scope = NewDisposeScope();
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).Select(i => (float)i).ToArray(), Seen(new(Rows(10)), chunk: 4));
    }

    /// <summary>12 rows, of which 9, 2 and 1 are of a class: four of each are seen, rare ones again and again, and of the many not only the first.</summary>
    [TestMethod]
    public void ClassesThatComeAlikeAreSeenAlike()
    {
        using var scope = NewDisposeScope();
        int[] classes = [0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 1, 0];
        float[] seen = Seen(new(Rows(12), classes), chunk: 5);
        Assert.HasCount(12, seen);
        CollectionAssert.AreEqual(new[] { 4, 4, 4 }, Enumerable.Range(0, 3).Select(c => seen.Count(row => classes[(int)row] == c)).ToArray());
        CollectionAssert.AreEqual(new float[] { 0, 2, 5, 7 }, seen.Where(row => classes[(int)row] == 0).ToArray());
        CollectionAssert.AreEqual(new float[] { 4, 4, 10, 10 }, seen.Where(row => classes[(int)row] == 1).ToArray());
    }

    [TestMethod]
    public void SomeRowsKeepTheirClasses()
    {
        using var scope = NewDisposeScope();
        float[] seen = Seen(new TrainingSet(Rows(6), [0, 0, 0, 0, 1, 1]).Some([1, 2, 3, 5]), chunk: 10);
        CollectionAssert.AreEqual(new float[] { 1, 5, 2, 5 }, seen);
    }

    /// <summary>A hypernetwork learns from batches with classes alike: what it is shown in the end has to be such a set, or it is asked for what it has never seen.</summary>
    [TestMethod]
    public void AHypernetworkIsShownClassesAsOftenAsItsBatchesHadThem()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(1, 1);
        using var hypernetwork = new Hypernetwork(module, 1, new() { HiddenSizes = [4], HeadScale = 1 });
        Tensor rows = Rows(10), often = rows.narrow(0, 0, 9), rare = rows.narrow(0, 9, 1);
        Tensor alike = hypernetwork.Head.Forward((hypernetwork.Embed(often) + hypernetwork.Embed(rare)) / 2).view(-1);
        var set = new TrainingSet(rows, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        Assert.AreEqual(0, (Mean(set) - (often.mean().Number() + 9) / 2), 0.6); // five of nine rows, evenly chosen
        Tensor found = hypernetwork.Predict(set.Chunks(SetEmbedding.ChunkRows)), asTheyCome = hypernetwork.Predict(rows);
        Assert.IsLessThan(0.3 * Distance(asTheyCome, alike), Distance(found, alike));
    }

    private static Tensor Rows(int count) => arange(count, ScalarType.Float32).view(count, 1);

    private static float[] Seen(TrainingSet set, int chunk) => [.. set.Chunks(chunk).SelectMany(c => c.Numbers<float>())];

    private static double Mean(TrainingSet set) => Seen(set, 100).Average();

    private static double Distance(Tensor one, Tensor other) => (one - other).abs().sum().Number();
}

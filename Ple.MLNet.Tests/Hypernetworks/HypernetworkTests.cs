using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

[TestClass]
[DoNotParallelize] // counts the living tensors of the process
public class HypernetworkTests
{
    private static nn.Module<Tensor, Tensor> Module() => nn.Sequential(("first", nn.Linear(5, 7)), ("act", nn.ReLU()), ("second", nn.Linear(7, 2)));

    private static Tensor Rows(long count)
    {
        using Generator generator = Reproducible.Generator(1);
        return randn(count, 5, generator: generator);
    }

    [TestMethod]
    public void OrderAndSplitOfTheSetDoNotMatter()
    {
        using var scope = NewDisposeScope();
        using var hypernetwork = new Hypernetwork(Module(), 5, new() { HeadScale = 1 });
        Tensor rows = Rows(1000), whole = hypernetwork.Predict(rows);
        Tensor reversed = hypernetwork.Predict(rows.flip(0)), split = hypernetwork.Predict(rows.split(77));
        Assert.AreEqual(0, (whole - reversed).abs().max().item<float>(), 1e-5);
        Assert.AreEqual(0, (whole - split).abs().max().item<float>(), 1e-5);
        Assert.IsGreaterThan(1e-3, (whole - hypernetwork.Predict(rows + 1)).abs().max().item<float>(), "H must depend on its set.");
    }

    [TestMethod]
    public void ALargerSetThanMemoryStreams()
    {
        using var hypernetwork = new Hypernetwork(Module(), 5);
        using Tensor chunk = Rows(10_000);
        long before = Tensor.TotalCount;
        using Tensor predicted = hypernetwork.Predict(Enumerable.Repeat(chunk, 50));
        Assert.AreEqual(before + 1, Tensor.TotalCount, "Only the prediction may stay.");
    }

    [TestMethod]
    public void NamesEveryLayerAndStartsAtTheModulesOwnWeights()
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> module = Module();
        Dictionary<string, Tensor> initial = module.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
        using var hypernetwork = new Hypernetwork(module, 5, new() { HeadScale = 0 });
        IReadOnlyDictionary<string, Tensor> named = hypernetwork.PredictNamed(Rows(3));
        CollectionAssert.AreEquivalent(initial.Keys.ToArray(), named.Keys.ToArray());
        foreach ((string name, Tensor weights) in named)
        {
            CollectionAssert.AreEqual(initial[name].shape, weights.shape);
            Assert.AreEqual(0, (initial[name] - weights).abs().max().item<float>());
        }
    }

    [TestMethod]
    public void LoadedWeightsTakeEffectInTheModule()
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> module = Module();
        using var hypernetwork = new Hypernetwork(module, 5);
        hypernetwork.Target.Load(zeros(hypernetwork.WeightCount));
        Assert.AreEqual(0, module.call(Rows(4)).abs().max().item<float>());
    }

    [TestMethod]
    [DataRow(4, new int[0])]
    [DataRow(0, new[] { 24, 12 })]
    [DataRow(3, new[] { 24, 12 })]
    public void LowRankAndOuterNetworkPredictAllWeights(int rank, int[] outer)
    {
        using var scope = NewDisposeScope();
        using var hypernetwork = new Hypernetwork(Module(), 5, new() { HeadRank = rank, OuterSizes = outer });
        Assert.AreEqual(5 * 7 + 7 + 7 * 2 + 2, hypernetwork.Predict(Rows(9)).numel());
        Assert.AreEqual(rank > 0 ? rank : 12, hypernetwork.Embed(Rows(9)).shape[1]);
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameStart()
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> module = Module();
        using var first = new Hypernetwork(module, 5, seed: 4);
        _ = randn(10); // the global generator has no part in it
        using var second = new Hypernetwork(module, 5, seed: 4);
        Assert.AreEqual(0, (first.Predict(Rows(3)) - second.Predict(Rows(3))).abs().max().item<float>());
    }

    [TestMethod]
    public void BadShapesAreNamed()
    {
        nn.Module<Tensor, Tensor> module = Module();
        Assert.ThrowsExactly<ArgumentException>(() => new Hypernetwork(nn.ReLU(), 5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Hypernetwork(module, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Hypernetwork(module, 5, new() { HiddenSizes = [] }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Hypernetwork(module, 5, new() { HeadRank = 97 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Hypernetwork(module, 5, new() { HeadMoments = (HeadMoments)2 }));
        using var hypernetwork = new Hypernetwork(module, 5);
        Assert.ThrowsExactly<ArgumentException>(() => hypernetwork.Predict(Array.Empty<Tensor>()));
        using Tensor tooFew = zeros(3);
        Assert.ThrowsExactly<ArgumentException>(() => hypernetwork.Target.Load(tooFew));
    }
}

using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>A file chooses what a model that fits itself takes over: what does not belong together is refused.</summary>
[TestClass]
public class ForgedStateTests
{
    private static readonly RowLayout _layout = RowLayout.Table(presence: [-1, 2], widths: [3], conditionSize: 2);

    [TestMethod]
    [DataRow("forest", "rows", "wide")]
    [DataRow("forest", "rows", "NaN")]
    [DataRow("forest", "rows", "gone")]
    [DataRow("forest", "trees", "early")]
    [DataRow("forest", "leaves", "early")]
    [DataRow("forest", "leaves", "negative")]
    [DataRow("forest", "members", "beyond")]
    [DataRow("forest", "members", "short")]
    [DataRow("forest", "members", "single")]
    [DataRow("mixture", "weights", "gone")]
    [DataRow("mixture", "weights", "short")]
    [DataRow("mixture", "means", "NaN")]
    [DataRow("mixture", "shares", "wide")]
    [DataRow("mixture", "deviations", "single")]
    public void ForgedNumbersAreRefused(string kind, string name, string forgery)
    {
        using var scope = NewDisposeScope();
        using GenerativeModel model = Create(kind);
        ((ISelfFittingModel)model).Fit(Values(), Conditions(), 1, default);
        Dictionary<string, Tensor> state = ((ISelfFittingModel)model).State.ToDictionary(t => t.Key, t => t.Value.clone());
        using GenerativeModel whole = Create(kind);
        ((ISelfFittingModel)whole).Restore(state);
        Tensor old = state[name];
        if (forgery == "gone")
            state.Remove(name);
        else
            state[name] = Forged(old, forgery);
        using GenerativeModel forged = Create(kind);
        Assert.ThrowsExactly<ArgumentException>(() => ((ISelfFittingModel)forged).Restore(state));
    }

    private static Tensor Forged(Tensor old, string forgery) => forgery switch
    {
        "wide" => cat([old, old], 1),
        "short" => old.dim() == 2 ? old.narrow(0, 0, 1) : old.narrow(0, 0, old.shape[0] - 1),
        "single" => old.dtype == ScalarType.Float64 ? old.to(ScalarType.Float32) : old.to(ScalarType.Float64),
        "NaN" => old * float.NaN,
        "early" => cat([old.narrow(0, 0, 1), old.narrow(0, 0, 1), old.narrow(0, 2, old.shape[0] - 2)]),
        "negative" => old - 1,
        _ => old + 100_000,
    };

    private static GenerativeModel Create(string kind) => kind == "forest" ? new AdversarialForestOptions { Trees = 4 }.Create(_layout, 1) : new MixedMixtureOptions { Components = 2 }.Create(_layout, 1);

    /// <summary>Two numbers, of which the second counts beside the first of three categories.</summary>
    private static Tensor Values()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(1);
        return tensor(Enumerable.Range(0, 120).SelectMany(i => (float[])[(float)random.NextDouble(), i % 3 == 0 ? (float)random.NextDouble() : 0, i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0]).ToArray(), [120, 5]);
    }

    private static Tensor Conditions() => tensor(Enumerable.Range(0, 120).SelectMany(i => (float[])[i % 2, 1 - i % 2]).ToArray(), [120, 2]);
}

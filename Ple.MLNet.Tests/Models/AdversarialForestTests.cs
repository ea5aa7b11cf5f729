using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Ple.MLNet.Models;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class AdversarialForestTests
{
    /// <summary>The forest's leaves are read as ML.NET lays them: rows of a leaf have the mean label that the leaf says, and the score tells classes apart at one half.</summary>
    [TestMethod]
    public void LeavesAreThoseOfTheForest()
    {
        var random = new MersenneTwister(1);
        bool[] labels = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() < 0.5)];
        float[] rows = [.. labels.SelectMany(l => (float[])[(float)Normal.Sample(random, l ? 2 : -2, 1), (float)random.NextDouble()])];
        var forest = new LeafForest(rows, 2, labels, new() { Trees = 12, LeafRows = 20 }, seed: 1);
        Assert.IsInRange(8, 12, forest.Trees); // one whose columns, drawn at random, split nothing is none
        ForestLeaves leaves = ForestLeaves.Of(forest, rows, 2);
        leaves.Check(1000);
        for (int tree = 0; tree < forest.Trees; tree++)
            CollectionAssert.AreEquivalent(Enumerable.Range(0, 1000).ToArray(), leaves.Members[leaves.Leaves[leaves.Trees[tree]]..leaves.Leaves[leaves.Trees[tree + 1]]]);
        double right = Enumerable.Range(0, 1000).Average(i => forest.Score(rows.AsSpan(2 * i, 2)) > forest.Trees / 2.0 == labels[i] ? 1.0 : 0);
        Assert.IsGreaterThan(0.95, right);
        Assert.AreEqual(0.5, Enumerable.Range(0, 1000).Average(i => forest.Score(rows.AsSpan(2 * i, 2)) / forest.Trees), 0.05);
    }

    /// <summary>Two numbers on a ring: dependence without correlation, which single columns cannot have; the forest's rows lie on it.</summary>
    [TestMethod]
    public void DependenceIsLearnt()
    {
        var random = new MersenneTwister(2);
        float[] rows = [.. Enumerable.Range(0, 3000).Select(_ => 2 * Math.PI * random.NextDouble()).SelectMany(a => (float[])[(float)(Math.Cos(a) + Normal.Sample(random, 0, 0.05)), (float)(Math.Sin(a) + Normal.Sample(random, 0, 0.05))])];
        RowLayout layout = RowLayout.Vector(2);
        using GenerativeModel model = new AdversarialForestOptions().Create(layout, 1);
        using TorchSharp.torch.Tensor values = TorchSharp.torch.tensor(rows, [3000, 2]);
        ((ISelfFittingModel)model).Fit(values, null, 1, default);
        using var scope = TorchSharp.torch.NewDisposeScope();
        using TorchSharp.torch.Generator generator = Ple.MLNet.Interop.Reproducible.Generator(5);
        float[] made = model.Sample(null, Ple.MLNet.Models.GeneratorNoise.Of(generator, values), OutputKind.Draw).data<float>().ToArray();
        double near = Enumerable.Range(0, made.Length / 2).Average(i => Math.Abs(Math.Sqrt(made[2 * i] * made[2 * i] + made[2 * i + 1] * made[2 * i + 1]) - 1) < 0.25 ? 1.0 : 0);
        Assert.IsGreaterThan(0.85, near); // .25 of independent columns
    }
}

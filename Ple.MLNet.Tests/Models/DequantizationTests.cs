using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>Discrete values come back from their cells, and the cells have the volume that is said.</summary>
[TestClass]
public class DequantizationTests
{
    [TestMethod]
    public void LevelsComeBack()
    {
        using var scope = NewDisposeScope();
        using var levels = new LevelDequantization();
        Tensor values = arange(256, ScalarType.Float32).div(255).view(32, 8);
        (Tensor continuous, _) = levels.Spread(values, Noise(values));
        Assert.IsLessThan(1e-6f, (levels.Snap(continuous) - values).abs().max().item<float>());
    }

    /// <summary>A density that is uniform over (0.05, 0.95) of p gives each of 256 levels the probability 1/256.</summary>
    [TestMethod]
    public void TheVolumeOfALevelIsItsProbability()
    {
        using var scope = NewDisposeScope();
        using var levels = new LevelDequantization();
        Tensor values = full(500, 1, 0.2, ScalarType.Float64);
        (Tensor continuous, Tensor volume) = levels.Spread(values, Noise(values));
        Tensor p = continuous.sigmoid(), logDensity = ((p * (1 - p)) / 0.9).log().squeeze(1); // of logit(p)
        Assert.IsLessThan(1e-9, (logDensity + volume + Math.Log(256)).abs().max().item<double>());
    }

    [TestMethod]
    public void TablesComeBackButForScoresThatDoNotCount()
    {
        using var scope = NewDisposeScope();
        // Two scores, the first of which counts where slot 4 is 1; blocks of 3 and 2 categories.
        using var table = new TableDequantization([4, -1], [3, 2]);
        Tensor values = tensor(new float[,] { { 0.5f, -1, 0, 0, 1, 1, 0 }, { 0, 2, 1, 0, 0, 0, 1 } });
        (Tensor continuous, Tensor volume) = table.Spread(values, Noise(values));
        Tensor back = table.Snap(continuous);
        Assert.IsTrue(back[0].Equals(values[0]));
        Assert.IsTrue(back[1].narrow(0, 1, 6).Equals(values[1].narrow(0, 1, 6)));
        Assert.AreEqual(0f, volume[0].item<float>());
        float filling = continuous[1, 0].item<float>();
        Assert.AreNotEqual(0f, filling);
        Assert.AreEqual(0.5 * (filling * filling + Math.Log(2 * Math.PI)), volume[1].item<float>(), 1e-5);
    }

    private static GeneratorNoise Noise(Tensor values) => GeneratorNoise.Of(new Generator(1), values);
}

using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class BetaOutputTests
{
    private const int Draws = 200_000;

    /// <summary>Mean and variance of log x where x is of a gamma distribution: digamma(a) and trigamma(a).</summary>
    [TestMethod]
    [DataRow(0.1, -10.4237549404110768, 101.4332991507927588)]
    [DataRow(0.5, -1.9635100260214235, 4.9348022005446793)]
    [DataRow(1.0, -0.5772156649015329, 1.6449340668482264)]
    [DataRow(7.5, 1.9467574149463200, 0.1426158505838886)]
    public void LogarithmsOfGammaNumbersHaveTheirMoments(double shape, double mean, double variance)
    {
        using var scope = NewDisposeScope();
        using var generator = Reproducible.Generator(3);
        Tensor drawn = LogGamma.Draw(full([Draws, 1], shape), new GeneratorNoise(generator, Draws, ScalarType.Float32, CPU)).to(ScalarType.Float64);
        double found = drawn.mean().item<double>(), spread = drawn.var().item<double>();
        double fourth = (drawn - found).pow(4).mean().item<double>();
        Assert.AreEqual(mean, found, 4 * Math.Sqrt(variance / Draws));
        Assert.AreEqual(variance, spread, 4 * Math.Sqrt((fourth - variance * variance) / Draws));
    }

    [TestMethod]
    public void ItsConcentrationIsFoundAgain()
    {
        using var scope = NewDisposeScope();
        using var output = new BetaOutput(5);
        using var generator = Reproducible.Generator(4);
        Tensor parameters = tensor(new[] { -2f, -1f, 0f, 1f, 2.5f }).expand(Draws / 5, 5).contiguous();
        Tensor mean = parameters.sigmoid(), concentration = output.named_buffers().Single().buffer;
        concentration.fill_(3);
        Tensor drawn = output.Draw(parameters, new GeneratorNoise(generator, Draws / 5, ScalarType.Float32, CPU));
        Assert.IsTrue(drawn.ge(0).logical_and(drawn.le(1)).all().item<bool>());
        foreach (int column in Enumerable.Range(0, 5))
        {
            double p = mean[0, column].item<float>(), error = Math.Sqrt(p * (1 - p) / 4 / (Draws / 5));
            Assert.AreEqual(p, drawn[TensorIndex.Colon, column].mean().item<float>(), 4 * error);
        }
        concentration.fill_(99);
        output.FitSpread(parameters, drawn);
        Assert.AreEqual(3, concentration.item<float>(), 0.1); // an error of about .02
    }

    [TestMethod]
    [DataRow(0.0101)]
    [DataRow(1.0)]
    [DataRow(9999.0)]
    public void DrawsAreFiniteWhateverTheParameters(double concentration)
    {
        using var scope = NewDisposeScope();
        using var output = new BetaOutput(5);
        using var generator = Reproducible.Generator(5);
        output.named_buffers().Single().buffer.fill_(concentration);
        Tensor parameters = tensor(new[] { -100f, -7f, 0f, 7f, 100f }).expand(Draws / 5, 5).contiguous();
        Tensor drawn = output.Draw(parameters, new GeneratorNoise(generator, Draws / 5, ScalarType.Float32, CPU));
        Assert.IsTrue(drawn.ge(0).logical_and(drawn.le(1)).all().item<bool>());
    }

    [TestMethod]
    public void ItFitsValuesThatHaveNoSpreadOrAll()
    {
        using var scope = NewDisposeScope();
        using var output = new BetaOutput(2);
        using var generator = Reproducible.Generator(4);
        Tensor parameters = zeros(100, 2);
        foreach (Tensor values in new[] { full([100, 2], 0.5), rand(100, 2, generator: generator).round() })
        {
            output.FitSpread(parameters, values);
            Assert.IsGreaterThan(0, output.named_buffers().Single().buffer.item<float>());
            Assert.IsTrue(output.Draw(parameters, new GeneratorNoise(generator, 100, ScalarType.Float32, CPU)).isfinite().all().item<bool>());
        }
    }
}

using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class ReproducibleTests
{
    /// <summary>With this seed libtorch's own numbers hold a 0.</summary>
    [TestMethod]
    public void UniformNumbersGiveFiniteDraws()
    {
        const int Seed = 1, Rows = 2000, Columns = 2000;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Generator same = Reproducible.Generator(Seed), generator = Reproducible.Generator(Seed);
        Assert.AreEqual(0, rand(Rows, Columns, ScalarType.Float32, CPU, generator: same).min().item<float>());
        Tensor uniform = Reproducible.Uniform(Rows, Columns, ScalarType.Float32, CPU, generator);
        using var output = new GaussianOutput(Columns);
        Assert.IsGreaterThan(0, uniform.min().item<float>());
        Assert.IsTrue(output.Draw(zeros_like(uniform), new GeneratorNoise(Reproducible.Generator(Seed), Rows, ScalarType.Float32, CPU)).isfinite().all().item<bool>());
    }
}

using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Interop;

[TestClass]
public class ReproducibleTests
{
    [TestMethod]
    public void UniformNumbersLieStrictlyBetweenZeroAndOne()
    {
        const int Count = 1 << 21;
        const long SeedWithZero = 3;
        using var scope = NewDisposeScope();
        using Generator plain = Reproducible.Generator(SeedWithZero), strict = Reproducible.Generator(SeedWithZero);
        Tensor expected = rand(Count, generator: plain);
        Assert.AreEqual(0, expected.min().item<float>(), "The test means nothing without a 0 to avoid.");
        Tensor uniform = Reproducible.Uniform([Count], ScalarType.Float32, CPU, strict);
        Assert.IsGreaterThan(0, uniform.min().item<float>());
        Assert.IsLessThan(1, uniform.max().item<float>());
        Assert.IsTrue(uniform.mul(2).sub(1).erfinv().isfinite().all().item<bool>());
        Assert.IsTrue((uniform - expected).abs().max().item<float>() < 1e-7);
    }
}

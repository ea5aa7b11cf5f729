using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

[TestClass]
public class AdamTests
{
    /// <summary>With one thread in one pass, with two of a large tensor by libtorch's operations.</summary>
    [TestMethod]
    public void OnePassEqualsLibtorchsOperations()
    {
        if (!TorchRuntime.HasWideVectors)
            Assert.Inconclusive("There is no one pass on this processor.");
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor start = randn(40_003, generator: generator);
        using Tensor inOnePass = start.clone(), byOperations = start.clone();
        using var one = new Adam(inOnePass);
        set_num_threads(2);
        try
        {
            using var other = new Adam(byOperations);
            for (int step = 0; step < 20; step++)
            {
                Tensor gradient = randn(40_003, generator: generator).mul_(randn(40_003, generator: generator).exp_());
                one.Step(gradient, 1e-3 * step);
                other.Step(gradient, 1e-3 * step);
            }
            Assert.IsLessThan(1e-6f, (byOperations - inOnePass).abs().max().item<float>());
            Assert.IsGreaterThan(0.05f, (start - inOnePass).abs().max().item<float>());
        }
        finally
        {
            set_num_threads(1);
        }
    }
}

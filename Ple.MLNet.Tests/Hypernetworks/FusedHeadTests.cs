using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

[TestClass]
public class FusedHeadTests
{
    private const long Weights = 1003; // no multiple of the rows that are computed together

    [TestMethod]
    [DataRow(0, 96)]
    [DataRow(1, 96)]
    [DataRow(3, 96)]
    [DataRow(1, 13)] // no multiple of a vector register
    public void EqualsTorchAdamAfter25Steps(int syntheticSets, int width)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, width, generator: generator).mul_(0.1), bias = randn(Weights, generator: generator);
        using var fused = new FusedHead(weight.clone(), bias.clone());
        using var reference = new AutogradHead(weight.clone(), bias.clone());
        long sets = syntheticSets + 1;
        for (int step = 0; step < 25; step++)
        {
            Tensor embeddings = randn(sets, width, generator: generator), gradients = randn(sets, Weights, generator: generator);
            AssertClose(reference.Forward(embeddings), fused.Forward(embeddings), 1e-5);
            AssertClose(reference.Pull(gradients), fused.Pull(gradients), 1e-4);
            AssertClose(reference.Step(gradients, embeddings, 1e-3), fused.Step(gradients, embeddings, 1e-3), 1e-4);
        }
        AssertClose(reference.Weight, fused.Weight, 1e-6);
        AssertClose(reference.Bias, fused.Bias, 1e-6);
        Assert.IsGreaterThan(5e-3, (reference.Weight - weight).abs().max().item<float>(), "The test means nothing if the weights stay put.");
    }

    [TestMethod]
    public void TwoThreadsAgreeWithOne()
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, 32, generator: generator), bias = randn(Weights, generator: generator);
        Tensor embeddings = randn(2, 32, generator: generator), gradients = randn(2, Weights, generator: generator);
        using var one = new FusedHead(weight.clone(), bias.clone());
        using var two = new FusedHead(weight.clone(), bias.clone());
        Tensor pulledByOne = one.Step(gradients, embeddings, 1e-3);
        set_num_threads(2);
        try
        {
            AssertClose(pulledByOne, two.Step(gradients, embeddings, 1e-3), 1e-3);
            AssertClose(one.Forward(embeddings), two.Forward(embeddings), 1e-5);
        }
        finally
        {
            set_num_threads(1);
        }
        AssertClose(one.Weight, two.Weight, 1e-7);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
        => Assert.AreEqual(0, (expected - actual).abs().max().item<float>(), tolerance);
}

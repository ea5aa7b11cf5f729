using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

[TestClass]
[DoNotParallelize] // sets the threads of the process
public class FusedHeadTests
{
    private const long Weights = 1003; // no multiple of the rows that are computed together

    [TestMethod]
    [DataRow(0, 96)]
    [DataRow(1, 96)]
    [DataRow(3, 96)]
    [DataRow(1, 13)] // no multiple of a vector register
    public void EqualsTorchAdamAfter25Steps(int syntheticSets, int width) => CheckAgainstTorch(syntheticSets, width, (w, b) => new FusedHead(w, b));

    [TestMethod]
    public void TheGeneralHeadEqualsTorchAdamToo() => CheckAgainstTorch(1, 96, (w, b) => new AutogradHead(w, b));

    private static void CheckAgainstTorch(int syntheticSets, int width, Func<Tensor, Tensor, WeightHead> make)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, width, generator: generator).mul_(0.1), bias = randn(Weights, generator: generator);
        using WeightHead head = make(weight.clone(), bias.clone());
        Parameter expectedWeight = nn.Parameter(weight.clone()), expectedBias = nn.Parameter(bias.clone());
        using var optimizer = optim.Adam([expectedWeight, expectedBias], 1e-3);
        long sets = syntheticSets + 1;
        for (int step = 0; step < 25; step++)
        {
            Tensor embeddings = randn(sets, width, generator: generator), gradients = randn(sets, Weights, generator: generator);
            Tensor input = embeddings.clone().requires_grad_(), expected = nn.functional.linear(input, expectedWeight, expectedBias);
            optimizer.zero_grad();
            expected.backward([gradients]);
            optimizer.step();

            AssertClose(expected, head.Forward(embeddings), 1e-5);
            AssertClose(input.grad!, head.Pull(gradients), 1e-4);
            AssertClose(input.grad!, head.Step(gradients, embeddings, 1e-3), 1e-4);
        }
        Tensor zero = zeros(1, width), found = head.Forward(cat([zero, eye(width)])); // rows: b, then W's columns plus b
        AssertClose(expectedBias, found[0], 1e-6);
        AssertClose(expectedWeight.t(), found.narrow(0, 1, width) - found[0], 1e-6);
        Assert.IsGreaterThan(5e-3, (expectedWeight - weight).abs().max().item<float>(), "The test means nothing if the weights stay put.");
    }

    [TestMethod]
    [DataRow(1, PenaltyForm.Expectation)]
    [DataRow(3, PenaltyForm.Expectation)]
    [DataRow(1, PenaltyForm.Samples)]
    [DataRow(3, PenaltyForm.Samples)]
    public void TheFusedPenaltyEqualsThePenaltyOfPredictedWeights(int sets, PenaltyForm form)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, 32, generator: generator).mul_(0.1), bias = randn(Weights, generator: generator);
        using var fused = new FusedHead(weight.clone(), bias.clone());
        using var general = new AutogradHead(weight.clone(), bias.clone());
        for (int step = 0; step < 10; step++)
        {
            Tensor embeddings = randn(sets + 1, 32, generator: generator), gradient = randn(Weights, generator: generator);
            (Tensor expected, double expectedSum) = Step(general);
            (Tensor pulled, double sum) = Step(fused);
            AssertClose(expected, pulled, 1e-4);
            Assert.AreEqual(expectedSum, sum, 1e-5 * expectedSum);

            (Tensor Pulled, double Sum) Step(WeightHead head)
                => head.StepWithPenalty(gradient, head.Forward(embeddings.narrow(0, 0, 1)).view(-1), embeddings, form, 0.3, 1e-3);
        }
        AssertClose(general.Weight, fused.Weight, 1e-6);
        AssertClose(general.Bias, fused.Bias, 1e-6);
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

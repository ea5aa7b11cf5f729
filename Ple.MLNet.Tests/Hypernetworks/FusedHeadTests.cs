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
    [DataRow(0, 96, 0.9)]
    [DataRow(1, 96, 0.9)]
    [DataRow(3, 96, 0.9)]
    [DataRow(1, 13, 0.9)] // no multiple of a vector register
    [DataRow(1, 96, 0.0)] // as of adversarial networks
    public void EqualsTorchAdamAfter25Steps(int syntheticSets, int width, double beta1) => CheckAgainstTorch(syntheticSets, width, beta1, (w, b) => new FusedAdamHead(w, b, beta1));

    [TestMethod]
    [DataRow(0.9)]
    [DataRow(0.0)]
    public void TheGeneralHeadEqualsTorchAdamToo(double beta1) => CheckAgainstTorch(1, 96, beta1, (w, b) => new AutogradHead(w, b, HeadMoments.Full, beta1));

    private static void CheckAgainstTorch(int syntheticSets, int width, double beta1, Func<Tensor, Tensor, WeightHead> make)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, width, generator: generator).mul_(0.1), bias = randn(Weights, generator: generator);
        using WeightHead head = make(weight.clone(), bias.clone());
        Parameter expectedWeight = nn.Parameter(weight.clone()), expectedBias = nn.Parameter(bias.clone());
        using var optimizer = optim.Adam([expectedWeight, expectedBias], 1e-3, beta1: beta1);
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
    [DataRow(0, 96)]
    [DataRow(1, 96)]
    [DataRow(3, 96)]
    [DataRow(1, 13)]
    public void TheFactoredHeadEqualsTheDefinition(int syntheticSets, int width) => CheckAgainstDefinition(syntheticSets, width, (w, b) => new FactoredHead(w, b));

    [TestMethod]
    public void TheGeneralFactoredHeadDoesToo() => CheckAgainstDefinition(1, 96, (w, b) => new AutogradHead(w, b, HeadMoments.Factored));

    /// <summary>The gradient of W is formed, its squares are averaged over rows and columns by definition, in double precision.</summary>
    private static void CheckAgainstDefinition(int syntheticSets, int width, Func<Tensor, Tensor, WeightHead> make)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, width, generator: generator).mul_(0.1), bias = randn(Weights, generator: generator);
        using WeightHead head = make(weight.clone(), bias.clone());
        Parameter expectedBias = nn.Parameter(bias.clone());
        using var optimizer = optim.Adam([expectedBias], 1e-3);
        Tensor expected = weight.to(float64), rows = zeros(Weights, 1, float64), columns = zeros(1, width, float64), common = randn(1, width, generator: generator);
        for (int step = 1; step <= 25; step++)
        {
            // Embeddings of sets are alike, and what the penalty adds to the gradient by H(X) cancels what it adds to the others.
            Tensor embeddings = common + 0.01 * randn(syntheticSets + 1, width, generator: generator), gradients = randn(syntheticSets + 1, Weights, generator: generator);
            gradients[0].mul_(0.001).sub_(gradients.narrow(0, 1, syntheticSets).sum([0]));
            Tensor gradient = gradients.to(float64).t().matmul(embeddings.to(float64)), squares = gradient * gradient;
            rows = 0.999 * rows + 0.001 * squares.mean([1], keepdim: true);
            columns = 0.999 * columns + 0.001 * squares.mean([0], keepdim: true);
            Tensor pulled = gradients.to(float64).matmul(expected);
            AssertClose(pulled, head.Step(gradients, embeddings, 1e-3), 1e-4 * pulled.abs().max().item<double>());

            Tensor byRow = (rows / (1 - Math.Pow(0.999, step))).sqrt() + 1e-8, byColumn = (columns / columns.mean()).sqrt();
            expected = expected - 1e-3 * gradient / byRow / byColumn;
            expectedBias.grad = gradients.sum([0]);
            optimizer.step();
        }
        AssertClose(expected, head.Weight, 1e-5);
        AssertClose(expectedBias, head.Bias, 1e-5);
        Assert.IsGreaterThan(5e-3, (expected - weight).abs().max().item<double>(), "The test means nothing if the weights stay put.");
    }

    [TestMethod]
    [DataRow(HeadMoments.Full, 1, PenaltyForm.Expectation)]
    [DataRow(HeadMoments.Full, 3, PenaltyForm.Expectation)]
    [DataRow(HeadMoments.Full, 1, PenaltyForm.Samples)]
    [DataRow(HeadMoments.Full, 3, PenaltyForm.Samples)]
    [DataRow(HeadMoments.Factored, 1, PenaltyForm.Samples)]
    [DataRow(HeadMoments.Factored, 3, PenaltyForm.Expectation)]
    public void TheFusedPenaltyEqualsThePenaltyOfPredictedWeights(HeadMoments moments, int sets, PenaltyForm form)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, 32, generator: generator).mul_(0.1), bias = randn(Weights, generator: generator);
        using WeightHead fused = Fused(moments, weight, bias);
        using var general = new AutogradHead(weight.clone(), bias.clone(), moments);
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
    [DataRow(HeadMoments.Full)]
    [DataRow(HeadMoments.Factored)]
    public void TwoThreadsAgreeWithOne(HeadMoments moments)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(3);
        Tensor weight = randn(Weights, 32, generator: generator), bias = randn(Weights, generator: generator);
        Tensor embeddings = randn(2, 32, generator: generator), gradients = randn(2, Weights, generator: generator);
        using WeightHead one = Fused(moments, weight, bias);
        Tensor pulledByOne = one.Step(gradients, embeddings, 1e-3);
        set_num_threads(2);
        using WeightHead two = Fused(moments, weight, bias);
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

    private static WeightHead Fused(HeadMoments moments, Tensor weight, Tensor bias)
        => moments == HeadMoments.Full ? new FusedAdamHead(weight.clone(), bias.clone()) : new FactoredHead(weight.clone(), bias.clone());

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
        => Assert.AreEqual(0, (expected - actual).abs().max().to(float64).item<double>(), tolerance);
}

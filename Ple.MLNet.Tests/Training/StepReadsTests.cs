using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Training;

/// <summary>How often a training step asks the device for what it holds: on a GPU, each time the processor waits for all work that was given to it. Counted by <see cref="TensorNumbers.Reads"/>, past
/// which the library's code cannot read a tensor (BannedSymbols.Reads.txt).</summary>
[TestClass]
public class StepReadsTests
{
    private const int Rows = 16, Classes = 2, Side = 4;

    public static IEnumerable<object[]> Kinds { get; } =
    [
        [new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = true }], [new FlowOptions { HiddenSizes = [8], Couplings = 2 }], [new FlowMatchingOptions { HiddenSizes = [8] }],
        [new ConvVaeOptions { Filters = [4], HiddenSize = 8, LatentSize = 2 }], [new GanOptions { Channels = [8, 8], LatentPart = 2, CriticSteps = 3 }],
    ];

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void AStepOfMaximumLikelihoodReadsItsLossAlone(GenerativeModelOptions kind)
    {
        using var scope = NewDisposeScope();
        using GenerativeModel model = Create(kind);
        using var weights = new FlatParameters(model.Weights);
        using Generator noise = Reproducible.Generator(1);
        using var steps = new MaximumLikelihoodSteps(model, weights, noise);
        Assert.AreEqual(1, ReadsOf(steps));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void AStepOfAHypernetworkReadsItsLossAndItsPenalty(GenerativeModelOptions kind)
    {
        foreach (double lambda in new[] { 0, 0.1 })
        {
            using var scope = NewDisposeScope();
            using GenerativeModel model = Create(kind);
            using var weights = new FlatParameters(model.Weights);
            using Generator noise = Reproducible.Generator(1);
            using var hypernetwork = new Hypernetwork(weights, model.Layout.RowSize, new() { HiddenSizes = [8, 16] }, seed: 1);
            using var steps = new HypernetworkSteps(model, hypernetwork, new() { Lambda = lambda }, OutputKind.Draw, noise);
            Assert.IsInRange(1L, lambda == 0 ? 1 : 2, ReadsOf(steps)); // heads on the CPU sum up the penalty by themselves
        }
    }

    private static GenerativeModel Create(GenerativeModelOptions kind)
    {
        GenerativeModel model = kind.Create(RowLayout.Vector([1, Side, Side], Classes, Likelihood.Beta), seed: 1);
        model.train();
        return model;
    }

    /// <summary>Of the second step: the first may make what stays.</summary>
    private static long ReadsOf(ITrainingSteps steps)
    {
        Tensor classes = arange(Rows).remainder(tensor((long)Classes)), rows = cat([rand(Rows, Side * Side), nn.functional.one_hot(classes, Classes).to(ScalarType.Float32)], 1);
        steps.Step(rows, 1e-3);
        long before = TensorNumbers.Reads;
        steps.Step(rows, 1e-3);
        return TensorNumbers.Reads - before;
    }
}

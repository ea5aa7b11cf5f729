using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Training;

/// <summary>The trainer's seed reaches the parts whose randomness shows in no row on its own.</summary>
[TestClass]
public class SeedReachTests
{
    private readonly MLContext _ml = new(1);

    /// <summary>Training with no step to speak of leaves H(X) of the start; the model's own start is the same here for all seeds.</summary>
    [TestMethod]
    public void TheHypernetworkStartsFromIt()
    {
        float[] first = Start(1);
        CollectionAssert.AreEqual(first, Start(1));
        CollectionAssert.AreNotEqual(first, Start(2));
        Assert.IsGreaterThan(0.01, first.Zip(Start(2)).Average(w => Math.Abs(w.First - w.Second)), "More than the noise of one tiny step.");
    }

    [TestMethod]
    public void TheTableEncodingSpreadsEqualNumbersByIt()
    {
        IDataView table = MixedTable.Make(_ml);
        float[] Encoded(int seed) => new TrainingRowsReader(Host, new() { ConditionColumnName = MixedTable.Condition }, seed).Read(table).Values;
        CollectionAssert.AreEqual(Encoded(1), Encoded(1));
        CollectionAssert.AreNotEqual(Encoded(1), Encoded(2));
    }

    private IHost Host => ((IHostEnvironment)_ml).Register("test");

    private float[] Start(int seed)
    {
        using var scope = NewDisposeScope();
        var options = new GenerativeTrainerOptions { Method = EstimationMethod.Hypernetwork, Hypernetwork = new() { HiddenSizes = [8], HeadScale = 1 }, Steps = 1, LearningRate = 1e-12 };
        using GenerativeModel model = new VaeOptions { HiddenSizes = [4], LatentSize = 2, BatchNorm = false }.Create(RowLayout.Vector(3), seed: 9);
        using var weights = new FlatParameters(model);
        Tensor rows = arange(0, 60, ScalarType.Float32).view(20, 3) / 60;
        new ModelTraining(Host, options, checkpoint: null, 10, seed).Run(model, weights, new(rows), [], out _);
        return weights.Values.detach().data<float>().ToArray();
    }
}

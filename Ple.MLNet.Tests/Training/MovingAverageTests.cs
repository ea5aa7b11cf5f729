using Microsoft.ML;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Training;

[TestClass]
public class MovingAverageTests
{
    private const double Share = 0.75;

    [TestMethod]
    public void ItIsTheExponentialMeanOnceThereAreStepsEnough()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(1, 1, hasBias: false);
        using var weights = new FlatParameters(module);
        weights.Load(zeros(1));
        using var average = new MovingAverage([weights.Values], Share, inner: null);
        double expected = 0;
        for (int step = 1; step <= 10; step++)
        {
            weights.Load(ones(1).Times(step * step));
            Assert.IsFalse(average.After(step));
            double stays = Math.Min(Share, step / (step + 1.0));
            expected = stays * expected + (1 - stays) * step * step;
        }
        average.Restore();
        Assert.AreEqual(expected, weights.Values.Number(), 1e-4);
    }

    [TestMethod]
    public void WhoLooksOnSeesTheAverageAndTrainingGoesOnFromTheWeights()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Linear(1, 1, hasBias: false);
        using var weights = new FlatParameters(module);
        weights.Load(zeros(1));
        var seen = new Seen(weights);
        using var average = new MovingAverage([weights.Values], Share, seen);
        weights.Load(ones(1));
        Assert.IsTrue(average.After(1));
        Assert.AreEqual(0.5, seen.Value, 1e-6);
        Assert.AreEqual(1, weights.Values.Number());
    }

    [TestMethod]
    [DataRow(1.0, 0.0, "FirstMomentDecay")]
    [DataRow(0.9, -0.1, "WeightAveraging")]
    [DataRow(0.9, double.NaN, "WeightAveraging")]
    public void SharesOfAModelOfOnesOwnAreHeldAgainstTheirRange(double decay, double averaging, string name)
    {
        var mlContext = new MLContext(seed: 1);
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => mlContext.Ple.GenerativeTrainer(new() { Model = new OwnShares(decay, averaging) }));
        Assert.AreEqual(name, error.ParamName);
    }

    private sealed class Seen(FlatParameters weights) : IStepFollower
    {
        public double Value { get; private set; }

        public bool After(int stepsDone)
        {
            Value = weights.Values.Number();
            return true;
        }

        public void Visit(CheckpointState state)
        {
        }
    }

    private sealed class OwnShares(double decay, double averaging) : GenerativeModelOptions
    {
        protected internal override double FirstMomentDecay => decay;

        protected internal override double WeightAveraging => averaging;

        public override GenerativeModel Create(RowLayout layout, long seed) => throw new NotSupportedException();
    }
}

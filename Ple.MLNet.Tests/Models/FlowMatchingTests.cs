using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class FlowMatchingTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>With constant output c the direction is c everywhere: every solver ends at start + c, whatever its steps.</summary>
    [TestMethod]
    [DataRow(FlowMatchingSolver.Euler, 1)]
    [DataRow(FlowMatchingSolver.Euler, 7)]
    [DataRow(FlowMatchingSolver.Heun, 3)]
    public void AConstantDirectionIsFollowedExactly(FlowMatchingSolver solver, int steps)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Generator generator = Reproducible.Generator(1);
        using var field = new VelocityField(3, 0, new() { HiddenSizes = [4], Steps = steps, Solver = solver }, generator);
        SetLast(field, 0, [1, -2, 0.5f]);
        Tensor start = randn(10, 3, generator: generator);
        Assert.IsTrue(field.Follow(start, null).allclose(start + tensor(new[] { 1, -2, 0.5f }), 1e-5, 1e-5));
    }

    /// <summary>The error against very many steps falls with the step (Euler) and with its square (Heun).</summary>
    [TestMethod]
    [DataRow(FlowMatchingSolver.Euler, 1.7, 2.4)]
    [DataRow(FlowMatchingSolver.Heun, 3.2, 5.2)]
    public void HalfTheStepHasTheErrorOfTheOrder(FlowMatchingSolver solver, double least, double most)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor End(FlowMatchingSolver chosen, int steps)
        {
            using Generator generator = Reproducible.Generator(1);
            using var field = new VelocityField(2, 0, new() { HiddenSizes = [32, 32], Steps = steps, Solver = chosen }, generator);
            field.to(ScalarType.Float64);
            return field.Follow(randn(200, 2, ScalarType.Float64, generator: generator), null).MoveToOuterDisposeScope();
        }
        Tensor exact = End(FlowMatchingSolver.Heun, 1000);
        double Error(int steps) => (End(solver, steps) - exact).norm().item<double>();
        double ratio = Error(16) / Error(32);
        Assert.IsGreaterThan(least, ratio);
        Assert.IsLessThan(most, ratio);
    }

    /// <summary>Guidance w: (1 + w) times the direction of the class, less w times that of none.</summary>
    [TestMethod]
    public void GuidanceGoesBeyondTheClass()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor Move(double guidance, Tensor condition)
        {
            using Generator generator = Reproducible.Generator(1);
            using var field = new VelocityField(2, 2, new() { HiddenSizes = [8], Steps = 1, Solver = FlowMatchingSolver.Euler, Guidance = guidance }, generator);
            return field.Follow(zeros(1, 2), condition).MoveToOuterDisposeScope();
        }
        Tensor first = tensor(new[,] { { 1f, 0f } }), none = zeros(1, 2);
        Assert.IsTrue(Move(2, first).allclose(Move(0, first) * 3 - Move(0, none) * 2, 1e-5, 1e-6));
    }

    [TestMethod]
    public void ItLearnsTwoClustersOnDataAndOnLatentNumbers()
    {
        var random = new Random(1);
        float Normal() => (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 0.3);
        IDataView data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 2000).Select(i => new Point([(i % 4 == 0 ? 4 : 0) + Normal(), (i % 4 == 0 ? -3 : 1) + Normal()])).ToArray());
        foreach (GenerativeModelOptions? latentOf in new GenerativeModelOptions?[] { null, new VaeOptions { HiddenSizes = [32], LatentSize = 2, BatchNorm = false } })
        {
            using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new()
            {
                FeatureColumnName = "Values", Model = new FlowMatchingOptions { HiddenSizes = [64, 64], LatentOf = latentOf }, Steps = 1500, LearningRate = 0.005, Correction = new() { Kind = CorrectionKind.None },
            }).Fit(data);
            float[][] made = [.. generator.Generate(4000).GetColumn<float[]>("Values")];
            float[][] second = [.. made.Where(p => p[0] > 2)];
            Assert.AreEqual(0.25, (double)second.Length / made.Length, 0.06);
            Assert.AreEqual(4, second.Average(p => p[0]), 0.25);
            Assert.AreEqual(-3, second.Average(p => p[1]), 0.25);
            Assert.IsLessThan(0.05, made.Count(p => Math.Min(Distance(p, 4, -3), Distance(p, 0, 1)) > 1.5) / 4000.0);
        }
        static double Distance(float[] point, double x, double y) => Math.Sqrt((point[0] - x) * (point[0] - x) + (point[1] - y) * (point[1] - y));
    }

    [TestMethod]
    public void WrongOptionsAreNamed()
    {
        string Message(FlowMatchingOptions model) => Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Values", Model = model })).Message;
        StringAssert.Contains(Message(new() { Steps = 0 }), "Steps");
        StringAssert.Contains(Message(new() { Guidance = -1 }), "Guidance is 0 to 20");
        StringAssert.Contains(Message(new() { LatentOf = new FlowOptions() }), "takes an autoencoder");
        StringAssert.Contains(Message(new() { LatentOf = new VaeOptions { LatentSize = 0 } }), "LatentSize");
    }

    private static void SetLast(VelocityField field, float weight, float[] bias)
    {
        var parameters = field.named_parameters().ToArray();
        parameters.Last(p => p.parameter.dim() == 2).parameter.fill_(weight);
        parameters.Last(p => p.parameter.dim() == 1).parameter.copy_(tensor(bias));
    }

    private sealed record Point([property: VectorType(2)] float[] Values);
}

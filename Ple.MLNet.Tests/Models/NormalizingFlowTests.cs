using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>The density is one, the inverse is the inverse, and a fit finds the truth.</summary>
[TestClass]
public class NormalizingFlowTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public void DensityIntegratesToOne(int classes)
    {
        using var scope = NewDisposeScope();
        using NormalizingFlow flow = Perturbed(RowLayout.Vector(2, classes), ScalarType.Float64, by: 0.1);
        const int Cells = 1000;
        const double End = 10, Cell = 2 * End / Cells;
        Tensor line = arange(Cells, ScalarType.Float64).add(0.5).mul(Cell).sub(End);
        Tensor grid = stack([line.repeat_interleave(Cells), line.repeat(Cells)], 1);
        double sum = 0;
        foreach (Tensor part in grid.split(200_000))
        {
            Tensor? condition = classes == 0 ? null : zeros(part.shape[0], classes, ScalarType.Float64).index_fill(1, tensor(1L), 1);
            sum += flow.LogLikelihoodBound(part, condition, Noise(part)).exp().sum().item<double>();
        }
        Assert.AreEqual(1, sum * Cell * Cell, 1e-4);
    }

    [TestMethod]
    [DataRow(1, ScalarType.Float64, 1e-5)]
    [DataRow(7, ScalarType.Float64, 1e-5)]
    [DataRow(7, ScalarType.Float32, 1e-4)]
    public void InverseIsTheInverse(int size, ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using NormalizingFlow flow = Perturbed(RowLayout.Vector(size, 3), type, by: type == ScalarType.Float64 ? 0.2 : 0.05);
        using var generator = new Generator(3);
        Tensor rows = randn(2000, size, type, generator: generator).mul(2), condition = eye(3, dtype: type).index_select(0, arange(2000).remainder(3));
        (Tensor latent, _) = flow.ToLatent(rows, condition);
        Assert.IsGreaterThan(0.02, (latent - rows).abs().mean().to(ScalarType.Float64).item<double>(), "It is the identity.");
        Assert.IsLessThan(tolerance, (flow.FromLatent(latent, condition) - rows).abs().max().to(ScalarType.Float64).item<double>());
    }

    [TestMethod]
    public void LogDeterminantIsThatOfTheJacobian()
    {
        using var scope = NewDisposeScope();
        using NormalizingFlow flow = Perturbed(RowLayout.Vector(5), ScalarType.Float64, by: 0.2);
        using var generator = new Generator(4);
        for (int row = 0; row < 5; row++)
        {
            Tensor point = randn(1, 5, ScalarType.Float64, generator: generator).requires_grad_();
            (Tensor latent, Tensor logDeterminant) = flow.ToLatent(point, null);
            Tensor jacobian = cat([.. Enumerable.Range(0, 5).Select(i => autograd.grad([latent[0, i]], [point], retain_graph: true)[0])]);
            Assert.AreEqual(linalg.slogdet(jacobian).Item2.item<double>(), logDeterminant.item<double>(), 1e-9);
        }
    }

    /// <summary>log p_true - log p_model, of which the mean is the Kullback-Leibler divergence.</summary>
    [TestMethod]
    [TestCategory("Long")]
    [DataRow(1)]
    public void FindsACorrelatedGaussian(int seed)
    {
        const int Size = 10;
        var random = new Random(seed);
        Matrix<double> factor = Matrix<double>.Build.Dense(Size, Size, (i, j) => Normal.Sample(random, 0, 1) + (i == j ? 1 : 0));
        double logScale = factor.Svd().S.Sum(Math.Log) + Size / 2.0 * Math.Log(2 * Math.PI);
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features",
            Model = new FlowOptions(),
            Correction = new() { Kind = CorrectionKind.None },
            BatchSize = 256,
            Seed = seed,
        }).Fit(Data(Rows(50_000, factor, random, out _)));
        float[][] fresh = Rows(100_000, factor, random, out double meanSquares);
        double truth = -logScale - meanSquares / 2, found = generator.AverageLogLikelihoodBound(Data(fresh));
        Console.WriteLine($"divergence {truth - found}");
        Assert.IsLessThan(0.05, truth - found);
        Assert.IsGreaterThan(-0.02, truth - found, "No model is better than the truth.");
    }

    [TestMethod]
    public void BadOptionsAreNamed()
    {
        foreach ((FlowOptions options, string name) in ((FlowOptions, string)[])[(new() { Couplings = 0 }, "Couplings"), (new() { Bins = 1 }, "Bins"), (new() { HiddenSizes = [] }, "HiddenSizes")])
            StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Ple.GenerativeTrainer(SmallGenerator.Options(model: options))).Message, name);
    }

    private sealed class Row
    {
        [VectorType(10)]
        public float[] Features { get; set; } = [];
    }

    private static IDataView Data(float[][] rows) => _mlContext.Data.LoadFromEnumerable(rows.Select(r => new Row { Features = r }));

    /// <summary>Rows, and the mean over them of the sum of squares of the white numbers behind a row.</summary>
    private static float[][] Rows(int count, Matrix<double> factor, Random random, out double meanSquares)
    {
        float[][] rows = new float[count][];
        double squares = 0;
        for (int i = 0; i < count; i++)
        {
            Vector<double> white = Vector<double>.Build.Dense(factor.ColumnCount, _ => Normal.Sample(random, 0, 1));
            squares += white * white / count;
            rows[i] = [.. (factor * white).Select(v => (float)v)];
        }
        meanSquares = squares;
        return rows;
    }

    private static NormalizingFlow Perturbed(RowLayout layout, ScalarType type, double by)
    {
        var flow = new NormalizingFlow(layout, new() { HiddenSizes = [8], Couplings = 3, Bins = 5 }, seed: 1);
        using var generator = new Generator(2);
        using var noGrad = no_grad();
        foreach (TorchSharp.Modules.Parameter parameter in flow.parameters())
            parameter.add_(randn(parameter.shape, generator: generator).mul(by));
        return (NormalizingFlow)flow.to(type);
    }

    private static GeneratorNoise Noise(Tensor rows) => GeneratorNoise.Of(new Generator(1), rows);
}

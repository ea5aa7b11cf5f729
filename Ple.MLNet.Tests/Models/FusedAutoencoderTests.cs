using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>The loss and gradient that are computed without libtorch are those of autograd.</summary>
[TestClass]
public class FusedAutoencoderTests
{
    /// <summary>Two scores that always count, two that count beside a category, three blocks.</summary>
    private static readonly RowLayout _table = RowLayout.Table([-1, 5, -1, 9], [3, 2, 4], 0), _tableOfClasses = RowLayout.Table([-1, 5, -1, 9], [3, 2, 4], 3);

    public static IEnumerable<object[]> Cases =>
    [
        [_table, new[] { 64, 64 }, 16, 128],
        [_tableOfClasses, new[] { 64, 64 }, 16, 128],
        [_tableOfClasses, new[] { 33, 17, 9 }, 3, 37], // nothing is a multiple of a vector register
        [_tableOfClasses, new[] { 1 }, 1, 2],
        [RowLayout.Table([], [2, 5], 0), new[] { 8 }, 2, 16],
        [RowLayout.Table([-1], [], 2), new[] { 8 }, 2, 17],
        [RowLayout.Vector(21), new[] { 24, 16 }, 5, 100],
        [RowLayout.Vector(21, conditionSize: 4), new[] { 24, 16 }, 5, 100],
    ];

    [TestInitialize]
    public void LookAtTheProcessor()
    {
        if (!TorchRuntime.HasWideVectors)
            Assert.Inconclusive("Nothing is computed without autograd on this processor.");
    }

    /// <summary>Against autograd in double precision: what is left is the rounding of single numbers.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void LossAndGradientAreThoseOfAutograd(RowLayout layout, int[] hidden, int latent, int count)
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(7);
        using VariationalAutoencoder model = Model(layout, hidden, latent), exact = Model(layout, hidden, latent);
        exact.to(ScalarType.Float64);
        using FlatParameters weights = new(model), exactWeights = new(exact);
        Spread(weights, generator); // so that bounds of deviations and of posterior variances are reached
        exactWeights.Load(weights.Values.detach().to(ScalarType.Float64));
        Assert.IsTrue(FusedAutoencoder.Fits(model, weights.Values));
        using var fused = new FusedAutoencoder(model, count);
        for (int batch = 0; batch < 2; batch++)
        {
            Tensor rows = Rows(layout, count, generator), noise = randn(count, latent, generator: generator);
            weights.Gradient.fill_(float.NaN); // all of it is written
            double loss = fused.LossAndGradient(rows, new Given(noise));

            exactWeights.Gradient.zero_();
            (Tensor values, Tensor? condition) = layout.Split(rows.to(ScalarType.Float64));
            Tensor expected = exact.Loss(values, condition, new Given(noise.to(ScalarType.Float64))).mean();
            expected.backward();
            Assert.AreEqual(expected.item<double>(), loss, 1e-6 * Math.Abs(expected.item<double>()));
            foreach (WeightSlice slice in weights.Slices)
            {
                Tensor own = weights.Named(weights.Gradient)[slice.Name], other = exactWeights.Named(exactWeights.Gradient)[slice.Name];
                double largest = exactWeights.Gradient.abs().max().item<double>();
                Assert.IsLessThan(1e-6 * largest, (own - other).abs().max().item<double>(), slice.Name);
            }
        }
    }

    /// <summary>The same noise from the same generator, the same Adam.</summary>
    [TestMethod]
    public void StepsAreThoseOfAutograd()
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(7), noise = Reproducible.Generator(8), sameNoise = Reproducible.Generator(8);
        using VariationalAutoencoder model = Model(_tableOfClasses, [64, 64], 16), other = Model(_tableOfClasses, [64, 64], 16);
        using FlatParameters weights = new(model), otherWeights = new(other);
        using var adam = new Adam(otherWeights.Values);
        using var training = new MaximumLikelihoodSteps(model, weights, noise);
        for (int step = 0; step < 25; step++)
        {
            Tensor rows = Rows(_tableOfClasses, step == 20 ? 40 : 128, generator);
            double loss = training.Step(rows, 1e-3).Loss;

            otherWeights.Gradient.zero_();
            (Tensor values, Tensor? condition) = _tableOfClasses.Split(rows);
            Tensor expected = other.Loss(values, condition, GeneratorNoise.Of(sameNoise, rows)).mean();
            expected.backward();
            adam.Step(otherWeights.Gradient, 1e-3);
            Assert.AreEqual(expected.item<float>(), loss, 1e-6 * Math.Abs(expected.item<float>()), $"step {step}");
        }
        Assert.IsLessThan(1e-5f, (weights.Values - otherWeights.Values).abs().max().item<float>());
        Assert.IsTrue(noise.get_state().Equals(sameNoise.get_state()));
    }

    /// <summary>Sums do not depend on where in memory the numbers lie.</summary>
    [TestMethod]
    public void BitsDoNotDependOnMemory()
    {
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(7);
        Tensor[] rows = [.. Enumerable.Range(0, 3).Select(_ => Rows(_tableOfClasses, 37, generator))];
        List<float[]> gradients = [];
        for (int run = 0; run < 8; run++)
        {
            Tensor moved = empty(61 * run + 1); // what is allocated next lies elsewhere
            using VariationalAutoencoder model = Model(_tableOfClasses, [33, 17], 3);
            using var weights = new FlatParameters(model);
            using var fused = new FusedAutoencoder(model, 37);
            foreach (Tensor batch in rows)
                fused.LossAndGradient(batch.clone(), new Given(ones(37, 3)));
            gradients.Add(weights.Gradient.Numbers<float>());
        }
        foreach (float[] gradient in gradients)
            CollectionAssert.AreEqual(gradients[0], gradient);
    }

    [TestMethod]
    public void WhatItDoesNotKnowIsLeftToAutograd()
    {
        using var scope = NewDisposeScope();
        Assert.IsTrue(Fits(GenerativeTrainerOptions.DefaultOfTables, _tableOfClasses));
        Assert.IsFalse(Fits(new VaeOptions { BatchNorm = true }, _tableOfClasses));
        Assert.IsFalse(Fits(new VaeOptions { BatchNorm = false }, RowLayout.Vector(9, 0, Likelihood.Bernoulli)));
        Assert.IsFalse(Fits(new VaeOptions { BatchNorm = false }, RowLayout.Vector(9, 0, Likelihood.Beta)));
        Assert.IsFalse(Fits(new VaeOptions { BatchNorm = false, HiddenSizes = [512, 512] }, _tableOfClasses));
        Assert.IsFalse(Fits(new FlowOptions(), _tableOfClasses));
        using VariationalAutoencoder model = Model(_table, [8], 2);
        model.to(ScalarType.Float64);
        using var weights = new FlatParameters(model);
        Assert.IsFalse(FusedAutoencoder.Fits(model, weights.Values));

        static bool Fits(GenerativeModelOptions options, RowLayout layout)
        {
            using GenerativeModel model = options.Create(layout, seed: 1);
            using var weights = new FlatParameters(model);
            return FusedAutoencoder.Fits(model, weights.Values);
        }
    }

    private static VariationalAutoencoder Model(RowLayout layout, int[] hidden, int latent)
        => (VariationalAutoencoder)new VaeOptions { HiddenSizes = hidden, LatentSize = latent, BatchNorm = false }.Create(layout, seed: 3);

    private static void Spread(FlatParameters weights, Generator generator)
    {
        using var noGrad = no_grad();
        foreach ((string name, Tensor values) in weights.Named(weights.Values))
        {
            if (name.Contains("logSigma"))
                values.copy_(linspace(-4, 2, values.numel()));
            if (name.Contains("encoder.biases"))
                values.copy_(randn(values.shape, generator: generator).mul_(4));
        }
    }

    /// <summary>Scores, one-hot blocks, one-hot condition.</summary>
    private static Tensor Rows(RowLayout layout, int count, Generator generator)
    {
        Tensor rows = randn(count, layout.RowSize, generator: generator);
        foreach (RowField field in layout.Fields.Where(f => f.Categories > 0))
            OneHot(rows.narrow(1, field.FirstCategory, field.Categories), generator);
        if (layout.ConditionSize > 0)
            OneHot(rows.narrow(1, layout.ValueCount, layout.ConditionSize), generator);
        return rows;
    }

    private static void OneHot(Tensor slots, Generator generator)
        => slots.copy_(nn.functional.one_hot(randint(slots.shape[1], [slots.shape[0]], dtype: int64, generator: generator), slots.shape[1]));

    private sealed class Given(Tensor normal) : INoise
    {
        public long Rows => normal.shape[0];

        public Tensor Normal(long perRow) => normal;

        public Tensor Uniform(long perRow) => throw new NotSupportedException();
    }
}

using System.Text.Json;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

/// <summary>Against References/gan.py: the same network in PyTorch.</summary>
[TestClass]
public class GenerativeAdversarialNetworkTests
{
    private const int Classes = 2, Side = 12, Rows = 16;
    private static readonly GanOptions _options = new() { Channels = [8, 8, 8], LatentPart = 3, EmbeddingSize = 4, CriticSteps = 1, AttentionWidth = 6 };
    private static readonly JsonElement _expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", "References", "gan.json"))).RootElement;

    [TestMethod]
    public void AStepOfCriticAndGeneratorHasPyTorchsValuesAndGradients()
    {
        using var scope = NewDisposeScope();
        using var gan = (GenerativeAdversarialNetwork)_options.Create(RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli), seed: 1);
        Load(gan);
        gan.train();
        Tensor condition = Expected("condition", Rows, Classes), values = Expected("values", Rows, Side * Side);

        gan.StepCompanion(values, condition, new GivenNoise(Expected("latent", Rows, -1)), share: 0);
        AssertGradients(gan, "criticGradients");

        foreach (Parameter parameter in gan.parameters())
            parameter.grad?.zero_();
        Tensor loss = gan.Loss(values, condition, new GivenNoise(Expected("later", Rows, -1)));
        AssertNear(Expected("loss", Rows), loss, 1e-5, "loss");
        loss.mean().backward();
        AssertGradients(gan, "generatorGradients");

        gan.eval();
        using var noGrad = no_grad();
        AssertNear(Expected("sample", Rows, Side * Side), gan.Sample(condition, new GivenNoise(Expected("latent", Rows, -1)), OutputKind.Draw), 1e-5, "sample");
    }

    [TestMethod]
    public void FewRowsAreMadeAsManyAre()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var gan = (GenerativeAdversarialNetwork)_options.Create(RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli), seed: 1);
        Load(gan);
        gan.eval();
        Tensor Made(int count) => gan.Sample(Expected("condition", Rows, Classes).narrow(0, 0, count), new GivenNoise(Expected("latent", Rows, -1).narrow(0, 0, count)), OutputKind.Draw);
        AssertNear(Made(Rows).narrow(0, 0, 3), Made(3), 1e-5, "sample");
    }

    [TestMethod]
    public void HalfPrecisionTrainsAndMakesRowsBy32Bits()
    {
        using var scope = NewDisposeScope();
        RowLayout layout = RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli);
        var options = new GanOptions { Channels = _options.Channels, LatentPart = _options.LatentPart, EmbeddingSize = _options.EmbeddingSize, CriticSteps = 1, AttentionWidth = 6, HalfPrecision = true };
        using var gan = (GenerativeAdversarialNetwork)options.Create(layout, seed: 1);
        Load(gan);
        gan.train();
        Tensor condition = Expected("condition", Rows, Classes);
        gan.StepCompanion(Expected("values", Rows, Side * Side), condition, new GivenNoise(Expected("latent", Rows, -1)), share: 0);
        Tensor loss = gan.Loss(Expected("values", Rows, Side * Side), condition, new GivenNoise(Expected("later", Rows, -1)));
        Assert.AreEqual(ScalarType.Float32, loss.dtype);
        AssertNear(Expected("loss", Rows), loss, 0.05, "loss");
        double difference = (Expected("loss", Rows) - loss).abs().max().to(ScalarType.Float64).item<double>();
        Assert.IsGreaterThan(1e-5, difference, "Nothing was rounded to 16 bits.");
        loss.mean().backward();

        Load(gan);
        gan.eval();
        using var noGrad = no_grad();
        foreach (Tensor buffer in gan.buffers())
            Assert.AreNotEqual(ScalarType.BFloat16, buffer.dtype);
        using var whole = (GenerativeAdversarialNetwork)_options.Create(layout, seed: 1);
        Load(whole);
        whole.eval();
        Tensor Made(GenerativeAdversarialNetwork of) => of.Sample(condition, new GivenNoise(Expected("latent", Rows, -1)), OutputKind.Draw);
        Assert.IsTrue(Made(whole).equal(Made(gan)).all().item<bool>());
    }

    [TestMethod]
    public void WeightsOfTheStartAreOrthogonal()
    {
        using var scope = NewDisposeScope();
        using var gan = (GenerativeAdversarialNetwork)_options.Create(RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli), seed: 1);
        foreach (SpectralWeight weight in gan.modules().OfType<SpectralWeight>())
        {
            Tensor rows = weight.Raw.flatten(1), wide = rows.shape[0] <= rows.shape[1] ? rows : rows.t();
            Assert.IsTrue(wide.matmul(wide.t()).allclose(eye(wide.shape[0]), atol: 1e-5));
        }
    }

    [TestMethod]
    public void ThePenaltyIsTheSumOfSquaredProductsOfDifferentRows()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        const double Weight = 1e-3;
        using var with = (GenerativeAdversarialNetwork)new GanOptions { Channels = _options.Channels, LatentPart = 3, EmbeddingSize = 4, AttentionWidth = 6, OrthogonalPenalty = Weight }.Create(
            RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli), seed: 1);
        using var without = (GenerativeAdversarialNetwork)_options.Create(RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli), seed: 1);
        Load(with);
        Load(without);
        double expected = 0;
        foreach (SpectralWeight weight in with.Weights.modules().OfType<SpectralWeight>())
        {
            float[] numbers = weight.Raw.Numbers<float>();
            int rows = (int)weight.Raw.shape[0], columns = numbers.Length / rows;
            for (int a = 0; a < rows; a++)
            {
                for (int b = 0; b < rows; b++)
                    expected += a == b ? 0 : Math.Pow(Enumerable.Range(0, columns).Sum(j => (double)numbers[a * columns + j] * numbers[b * columns + j]), 2);
            }
        }
        Tensor Loss(GenerativeAdversarialNetwork of) => of.Loss(Expected("values", Rows, Side * Side), Expected("condition", Rows, Classes), new GivenNoise(Expected("later", Rows, -1)));
        double difference = (Loss(with) - Loss(without)).mean().Number();
        Assert.IsGreaterThan(0.1, expected);
        Assert.AreEqual(Weight * expected, difference, 1e-5 * (1 + Weight * expected));
    }

    [TestMethod]
    public void TruncationCutsLatentNumbers()
    {
        using var scope = NewDisposeScope();
        RowLayout layout = RowLayout.Vector([1, Side, Side], 0, Likelihood.Gaussian);
        using GenerativeModel free = _options.Create(layout, seed: 1), cut = new GanOptions { Channels = [8, 8, 8], LatentPart = 3, EmbeddingSize = 4, AttentionWidth = 6, Truncation = 0.01 }.Create(layout, seed: 1);
        Assert.IsGreaterThan(10 * Spread(cut), Spread(free));

        static double Spread(GenerativeModel model)
        {
            model.eval();
            using Generator noise = Reproducible.Generator(2);
            return model.Sample(null, GeneratorNoise.Of(noise, zeros(64, 1)), OutputKind.Draw).std(0, unbiased: true).mean().to(ScalarType.Float64).item<double>();
        }
    }

    [TestMethod]
    public void ACriticThatWinsAndRowsThatAreAllAlikeAreSaid()
    {
        using var scope = NewDisposeScope();
        using var gan = (GenerativeAdversarialNetwork)_options.Create(RowLayout.Vector([1, Side, Side], Classes, Likelihood.Bernoulli), seed: 1);
        using Generator random = Reproducible.Generator(1);
        Tensor condition = Expected("condition", Rows, Classes), values = Expected("values", Rows, Side * Side);
        (string Text, bool IsWarning)[] Look()
        {
            using var noGrad = no_grad();
            return [.. gan.Look(values, condition, GeneratorNoise.Of(random, values))];
        }
        Assert.IsFalse(Look()[0].IsWarning, Look()[0].Text);

        gan.train();
        for (int step = 0; step < 60; step++)
            gan.StepCompanion(values, condition, GeneratorNoise.Of(random, values), share: 5);
        (string text, bool isWarning) = Look()[0];
        Assert.IsTrue(isWarning, text);
        StringAssert.Contains(text, "Lower CriticSteps or CriticLearningRate");

        using (no_grad())
            gan.Weights.named_parameters().Single(p => p.name == "norm.weight").parameter.zero_();
        (text, isWarning) = Look()[1];
        Assert.IsTrue(isWarning, text);
        StringAssert.Contains(text, "0.00 times as much as real ones: the generator makes nearly the same rows");
    }

    [TestMethod]
    [DataRow(10, null, "multiples of 4")]
    [DataRow(12, 12, "AttentionWidth")]
    public void SizesThatDoNotSuitAreNamed(int side, int? attention, string said)
    {
        var options = new GanOptions { AttentionWidth = attention };
        Assert.Contains(said, Assert.ThrowsExactly<ArgumentException>(() => options.Create(RowLayout.Vector([1, side, side], 0, Likelihood.Beta), seed: 1)).Message);
    }

    private static void Load(GenerativeAdversarialNetwork gan)
    {
        using var noGrad = no_grad();
        Dictionary<string, Tensor> own = gan.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(gan.named_buffers()).Where(t => !t.Item1.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary(t => t.Item1, t => t.Item2);
        JsonElement state = _expected.GetProperty("state");
        CollectionAssert.AreEquivalent(state.EnumerateObject().Select(p => p.Name).ToArray(), own.Keys);
        foreach ((string name, Tensor values) in own)
            values.copy_(tensor(Numbers(state.GetProperty(name))).view(values.shape));
    }

    private static void AssertGradients(GenerativeAdversarialNetwork gan, string part)
    {
        Dictionary<string, Parameter> parameters = gan.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (JsonProperty gradient in _expected.GetProperty(part).EnumerateObject())
            AssertNear(tensor(Numbers(gradient.Value)), parameters[gradient.Name].grad!.flatten(), 1e-4, gradient.Name);
    }

    /// <summary>To the given share of the largest number, or of a hundredth: a bias before batch norm has a gradient of rounding errors.</summary>
    private static void AssertNear(Tensor expected, Tensor actual, double share, string name)
    {
        double largest = expected.abs().max().to(ScalarType.Float64).item<double>(), difference = (expected - actual).abs().max().to(ScalarType.Float64).item<double>();
        Assert.IsLessThanOrEqualTo(share * Math.Max(largest, 0.01), difference, name);
    }

    private static Tensor Expected(string name, params long[] shape) => tensor(Numbers(_expected.GetProperty(name))).view(shape);

    private static float[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetSingle())];

    private sealed class GivenNoise(Tensor numbers) : INoise
    {
        public long Rows => numbers.shape[0];

        public Tensor Normal(long perRow) => numbers;

        public Tensor Uniform(long perRow) => throw new NotSupportedException();
    }
}

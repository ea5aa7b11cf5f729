using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Hypernetworks;

/// <summary>
/// The training step's gradients against one graph of layers written by hand as functions of the predicted weights, in float64: the
/// likelihood, the penalty in both forms, with the gradient through the synthetic rows and without.
/// </summary>
[TestClass]
public class FunctionalCallTests
{
    private const double Lambda = 0.7;

    [TestMethod]
    [DataRow(PenaltyForm.Expectation, false)]
    [DataRow(PenaltyForm.Expectation, true)]
    [DataRow(PenaltyForm.Samples, true)]
    public void VariationalAutoencoderWithBatchNorm(PenaltyForm form, bool throughSamples)
    {
        var shape = new VaeOptions { HiddenSizes = [24, 20, 16, 12], LatentSize = 4 };
        using GenerativeModel model = shape.Create(RowLayout.Vector(36), seed: 7);
        Check(model, latentSize: 4, drawsUniform: true, form, throughSamples, (weights, rows, noise) =>
        {
            Tensor both = Layers(weights, "encoder", rows);
            Tensor mean = both.narrow(1, 0, 4), logVariance = both.narrow(1, 4, 4);
            Tensor decoded = Layers(weights, "decoder", mean + noise * (logVariance / 2).exp());
            Tensor logs = weights["output.logSigma"];
            Tensor likelihood = (0.5 * ((rows - decoded) / logs.exp()).pow(2) + logs + 0.5 * Math.Log(2 * Math.PI)).sum([1]);
            return likelihood + 0.5 * (mean.pow(2) + logVariance.exp() - 1 - logVariance).sum([1]);
        }, (weights, latent, uniform) => Layers(weights, "decoder", latent)
            + Math.Sqrt(2) * (2 * uniform - 1).erfinv() * weights["output.logSigma"].exp());
    }

    [TestMethod]
    [DataRow(PenaltyForm.Expectation, false)]
    [DataRow(PenaltyForm.Expectation, true)]
    public void ConvolutionalGanWithBatchNorm(PenaltyForm form, bool throughSamples)
    {
        using var model = new ConvolutionalGan();
        Check(model, ConvolutionalGan.Latent, drawsUniform: false, form, throughSamples,
            (weights, rows, noise) => ConvolutionalGan.Losses(rows, noise, z => Generator(weights, z), x => Discriminator(weights, x)),
            (weights, latent, _) => Generator(weights, latent).flatten(1));
    }

    private static void Check(GenerativeModel model, int latentSize, bool drawsUniform, PenaltyForm form, bool throughSamples,
        Func<IReadOnlyDictionary<string, Tensor>, Tensor, Tensor, Tensor> loss, Func<IReadOnlyDictionary<string, Tensor>, Tensor, Tensor, Tensor> draw)
    {
        const int Count = 32;
        using var scope = NewDisposeScope();
        model.to(ScalarType.Float64);
        model.train();
        using var hypernetwork = new Hypernetwork(model, model.Layout.ValueCount, new() { HiddenSizes = [32, 16, 8], HeadScale = 0.05 });
        var head = (AutogradHead)hypernetwork.Head;
        Tensor rows;
        using (Generator data = Reproducible.Generator(5))
            rows = rand([Count, model.Layout.ValueCount], ScalarType.Float64, generator: data);
        var penalty = new PenaltyOptions { Lambda = Lambda, SyntheticSets = 3, Form = form, Reduction = PenaltyReduction.Sum, GradientThroughSamples = throughSamples };

        // By hand, in the order in which the step draws its noise.
        using (Generator noise = Reproducible.Generator(6))
        {
            Tensor predicted = nn.functional.linear(hypernetwork.Embed(rows), head.Weight, head.Bias).view(-1);
            IReadOnlyDictionary<string, Tensor> weights = hypernetwork.Target.Named(predicted);
            Tensor total = loss(weights, rows, randn([Count, latentSize], ScalarType.Float64, generator: noise)).mean();
            Tensor[] differences = [.. Enumerable.Range(0, penalty.SyntheticSets).Select(_ =>
            {
                Tensor latent = randn([Count, latentSize], ScalarType.Float64, generator: noise);
                Tensor made = draw(weights, latent, drawsUniform ? rand([Count, model.Layout.ValueCount], ScalarType.Float64, generator: noise) : latent);
                Tensor synthetic = hypernetwork.Embed(throughSamples ? made : made.detach());
                return nn.functional.linear(synthetic, head.Weight, head.Bias).view(-1) - predicted;
            })];
            Tensor distance = form == PenaltyForm.Expectation
                ? stack(differences).mean([0]).abs().sum()
                : stack(differences).abs().sum() / penalty.SyntheticSets;
            (total + Lambda * distance).backward();
        }
        Tensor[] trained = [hypernetwork.Body.Values, head.Weight, head.Bias];
        Tensor[] expected = Array.ConvertAll(trained, p => p.grad!.clone());

        using (Generator noise = Reproducible.Generator(6))
        using (var estimation = new HypernetworkSteps(model, hypernetwork, penalty, OutputKind.Draw, noise))
            estimation.Step(rows, learningRate: 0);
        foreach ((Tensor parameter, Tensor gradient) in trained.Zip(expected))
        {
            double size = gradient.abs().max().item<double>();
            Assert.IsGreaterThan(0, size);
            Assert.AreEqual(0, (parameter.grad! - gradient).abs().max().item<double>(), 1e-12 * size);
        }
    }

    private static Tensor Layers(IReadOnlyDictionary<string, Tensor> weights, string name, Tensor x)
    {
        for (int i = 0; weights.TryGetValue($"{name}.weights.{i}", out Tensor? weight); i++)
        {
            x = nn.functional.linear(x, weight, weights[$"{name}.biases.{i}"]);
            if (weights.ContainsKey($"{name}.norms.{i}.weight"))
                x = nn.functional.leaky_relu(Norm(weights, $"{name}.norms.{i}", x), 0.01);
        }
        return x;
    }

    private static Tensor Norm(IReadOnlyDictionary<string, Tensor> weights, string name, Tensor x)
        => nn.functional.batch_norm(x, null, null, weights[name + ".weight"], weights[name + ".bias"], training: true);

    private static Tensor Generator(IReadOnlyDictionary<string, Tensor> weights, Tensor z)
    {
        Tensor x = nn.functional.linear(z, weights["generator.fc.weight"], weights["generator.fc.bias"]).view(-1, 16, 4, 4);
        x = Norm(weights, "generator.norm0", x).relu();
        x = nn.functional.conv_transpose2d(x, weights["generator.conv1.weight"], weights["generator.conv1.bias"], strides: [2, 2], padding: [1, 1]);
        x = Norm(weights, "generator.norm1", x).relu();
        return nn.functional.conv_transpose2d(x, weights["generator.conv2.weight"], weights["generator.conv2.bias"], strides: [2, 2], padding: [1, 1]).tanh();
    }

    private static Tensor Discriminator(IReadOnlyDictionary<string, Tensor> weights, Tensor x)
    {
        x = nn.functional.conv2d(x, weights["discriminator.conv0.weight"], weights["discriminator.conv0.bias"], strides: [2, 2], padding: [1, 1]);
        x = nn.functional.leaky_relu(x, 0.2);
        x = nn.functional.conv2d(x, weights["discriminator.conv1.weight"], weights["discriminator.conv1.bias"], strides: [2, 2], padding: [1, 1]);
        x = nn.functional.leaky_relu(Norm(weights, "discriminator.norm", x), 0.2).flatten(1);
        return nn.functional.linear(x, weights["discriminator.fc.weight"], weights["discriminator.fc.bias"]);
    }
}

using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class GaussianMixtureModelTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(2, 1)]
    [DataRow(3, 4)]
    public void Likelihood_is_that_of_the_mixture_it_stands_for(int components, int size)
    {
        using var scope = NewDisposeScope();
        using GaussianMixtureModel model = Model(components, size);
        using Generator generator = Reproducible.Generator(2);
        Tensor rows = randn([50, size], generator: generator).mul_(3);
        GaussianMixture mixture = model.ToMixture()!;
        float[] actual = model.Loss(rows, null, Noise(rows)).data<float>().ToArray();
        for (int row = 0; row < 50; row++)
        {
            double expected = -mixture.LogLikelihood(Array.ConvertAll(rows[row].data<float>().ToArray(), v => (double)v));
            Assert.AreEqual(expected, actual[row], 1e-4 * (1 + Math.Abs(expected)));
        }
    }

    [TestMethod]
    public void In_one_dimension_variances_are_softplus_and_weights_softmax()
    {
        using var model = new GaussianMixtureModel(2, 1, seed: 1);
        using var weights = new FlatParameters(model);
        using var scope = NewDisposeScope();
        CollectionAssert.AreEqual(new[] { "means", "variances", "logits" }, weights.Slices.Select(s => s.Name).ToArray());
        weights.Load(tensor(new[] { -1f, 4f, 0.5f, -3f, 0f, 1f }));
        GaussianMixture mixture = model.ToMixture()!;
        Assert.AreEqual(Math.Log(1 + Math.Exp(0.5)) + 1e-6, mixture.Covariances[0][0], 1e-6);
        Assert.AreEqual(Math.Log(1 + Math.Exp(-3)) + 1e-6, mixture.Covariances[1][0], 1e-6);
        Assert.AreEqual(1 / (1 + Math.E), mixture.Weights[0], 1e-6);
        Assert.AreEqual(4, mixture.Means[1][0], 1e-6);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Draws_have_the_moments_of_the_mixture(int size)
    {
        const int Count = 40_000;
        using var scope = NewDisposeScope();
        using GaussianMixtureModel model = Model(3, size);
        using Generator generator = Reproducible.Generator(3);
        Tensor rows = model.Sample(null, new GeneratorNoise(generator, Count, ScalarType.Float32, CPU), OutputKind.Draw);
        double[,] expected = Moments(model.ToMixture()!);
        Tensor wide = cat([ones(Count, 1), rows], 1).to(ScalarType.Float64);
        for (int i = 0; i <= size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Tensor products = wide.narrow(1, i, 1) * wide.narrow(1, j, 1);
                double error = 4 * products.std().item<double>() / Math.Sqrt(Count);
                Assert.AreEqual(expected[i, j], products.mean().item<double>(), error + 1e-9, $"moment {i}, {j}");
            }
        }
    }

    [TestMethod]
    public void Bad_shapes_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureModel(0, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GaussianMixtureModel(1, 0, 1));
    }

    /// <summary>The model's loss takes none.</summary>
    private static GeneratorNoise Noise(Tensor rows) => GeneratorNoise.Of(Reproducible.Generator(9), rows);

    /// <summary>With weights far enough from their start to make a difference.</summary>
    private static GaussianMixtureModel Model(int components, int size)
    {
        var model = new GaussianMixtureModel(components, size, seed: 1);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach ((_, var parameter) in model.named_parameters())
            parameter.mul_(5);
        return model;
    }

    /// <summary>E[(1, x) (1, x)'].</summary>
    private static double[,] Moments(GaussianMixture mixture)
    {
        int size = mixture.Dimension;
        double[,] moments = new double[size + 1, size + 1];
        for (int component = 0; component < mixture.Components; component++)
        {
            double[] mean = [1, .. mixture.Means[component]];
            for (int i = 0; i <= size; i++)
            {
                for (int j = 0; j <= size; j++)
                {
                    double covariance = i > 0 && j > 0 ? mixture.Covariances[component][(i - 1) * size + j - 1] : 0;
                    moments[i, j] += mixture.Weights[component] * (mean[i] * mean[j] + covariance);
                }
            }
        }
        return moments;
    }
}

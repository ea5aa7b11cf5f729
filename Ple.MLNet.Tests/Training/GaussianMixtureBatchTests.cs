using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Training;

/// <summary>The batched program is the engine, many times over: same start, same rows, same noise, same mixtures.</summary>
[TestClass]
public class GaussianMixtureBatchTests
{
    private const int Replicates = 3, Rows = 12, Steps = 40;

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood, 1, 0.0, PenaltyForm.Expectation, PenaltyReduction.Mean, false)]
    [DataRow(EstimationMethod.MaximumLikelihood, 3, 0.0, PenaltyForm.Expectation, PenaltyReduction.Mean, false)]
    [DataRow(EstimationMethod.Hypernetwork, 1, 0.0, PenaltyForm.Expectation, PenaltyReduction.Mean, false)]
    [DataRow(EstimationMethod.Hypernetwork, 3, 1.0, PenaltyForm.Expectation, PenaltyReduction.Mean, false)]
    [DataRow(EstimationMethod.Hypernetwork, 1, 1.0, PenaltyForm.Samples, PenaltyReduction.Sum, false)]
    [DataRow(EstimationMethod.Hypernetwork, 1, 1.0, PenaltyForm.Expectation, PenaltyReduction.Sum, true)]
    [DataRow(EstimationMethod.Hypernetwork, 2, 1.0, PenaltyForm.Samples, PenaltyReduction.Mean, true)]
    public void Every_replicate_goes_the_way_the_engine_takes_alone(
        EstimationMethod method, int dimension, double lambda, PenaltyForm form, PenaltyReduction reduction, bool throughSamples)
    {
        var options = new GaussianMixtureGradientOptions
        {
            Components = 2, Seed = 5,
            Penalty = new() { Lambda = lambda, SyntheticSets = 2, Form = form, Reduction = reduction, GradientThroughSamples = throughSamples },
        };
        using var scope = NewDisposeScope();
        using Generator generator = Reproducible.Generator(1);
        Tensor all = randn([Replicates, dimension, Rows], generator: generator).mul_(2).add_(1);
        using GaussianMixtureBatch batch = new GaussianMixtureReplicates(method, options).Start(Replicates, dimension);
        GaussianMixture[] before = Mixtures(batch, all);
        for (int step = 0; step < Steps; step++)
        {
            using var stepScope = NewDisposeScope();
            (Tensor Uniform, Tensor Normal)[] noises = [.. Enumerable.Range(0, Replicates).Select(r => Noise(r, step, dimension))];
            batch.Step(all, stack(noises.Select(n => n.Uniform)), stack(noises.Select(n => n.Normal)));
        }
        GaussianMixture[] after = Mixtures(batch, all);
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            GaussianMixture alone = Alone(method, options, all[replicate].transpose(0, 1).contiguous(), replicate);
            Assert.IsGreaterThan(0.05, Distance(before[replicate], alone), "The test means nothing if the mixture stays put.");
            Assert.AreEqual(0, Distance(after[replicate], alone), 2e-3);
        }
    }

    /// <summary>What <see cref="HypernetworkSteps"/> draws from a generator of this seed, as the batch takes it.</summary>
    private static (Tensor Uniform, Tensor Normal) Noise(int replicate, int step, int dimension)
    {
        using Generator generator = Reproducible.Generator(Seed(replicate, step));
        (Tensor Latent, Tensor Uniform)[] sets = [.. Enumerable.Range(0, 2).Select(_ =>
            (randn(Rows, 1, generator: generator), rand(Rows, dimension, generator: generator)))];
        return (special.ndtr(cat([.. sets.Select(s => s.Latent)])).view(-1), special.ndtri(cat([.. sets.Select(s => s.Uniform)])));
    }

    private static long Seed(int replicate, int step) => 1000 * replicate + step;

    private static GaussianMixture Alone(EstimationMethod method, GaussianMixtureGradientOptions options, Tensor rows, int replicate)
    {
        int dimension = (int)rows.shape[1];
        using GaussianMixtureModel model = options.CreateModel(dimension, options.Seed!.Value, replicate);
        using var weights = new FlatParameters(model);
        using Generator noise = Reproducible.Generator(0);
        using Hypernetwork hypernetwork = new(weights, dimension, options.Hypernetwork, GaussianMixtureGradientOptions.HypernetworkSeed(options.Seed!.Value, replicate));
        using ITrainingSteps estimation = method == EstimationMethod.MaximumLikelihood
            ? new MaximumLikelihoodSteps(model, weights, noise)
            : new HypernetworkSteps(model, hypernetwork, options.Penalty, OutputKind.Draw, noise);
        for (int step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            noise.manual_seed(Seed(replicate, step));
            estimation.Step(rows, options.LearningRate);
        }
        estimation.Finish(new(rows));
        return model.ToMixture()!;
    }

    private static GaussianMixture[] Mixtures(GaussianMixtureBatch batch, Tensor rows)
    {
        using var noGrad = no_grad();
        return batch.Predict(rows).ToMixtures()!;
    }

    private static double Distance(GaussianMixture one, GaussianMixture other)
        => Values(one).Zip(Values(other), (a, b) => Math.Abs(a - b)).Max();

    private static IEnumerable<double> Values(GaussianMixture mixture)
        => [.. mixture.Weights, .. mixture.Means.SelectMany(m => m), .. mixture.Covariances.SelectMany(c => c)];
}

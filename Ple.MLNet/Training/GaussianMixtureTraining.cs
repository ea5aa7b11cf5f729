using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Statistics;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Fits one Gaussian mixture with the engine that trains every other generative model.</summary>
internal sealed class GaussianMixtureTraining(IHost host, EstimationMethod method, GaussianMixtureGradientOptions options, int seed)
{
    /// <param name="rows">Training rows, one after another, at least as many as components; scaled in place.</param>
    /// <param name="dimension">Values of a row.</param>
    public GaussianMixture Fit(float[] rows, int dimension)
    {
        TorchBackend.EnsureLoaded();
        int count = rows.Length / dimension;
        RowScaling scaling = Scaling(rows, dimension, options);
        scaling.ToModel(rows);

        using var scope = NewDisposeScope();
        Tensor data = Reproducible.Copy(rows, [count, dimension]);
        using GaussianMixtureModel model = options.CreateModel(dimension, seed, replicate: 0);
        using var weights = new FlatParameters(model);
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.TrainingNoise));
        using Hypernetwork? hypernetwork = method == EstimationMethod.Hypernetwork ? new(weights, dimension, options.Hypernetwork, GaussianMixtureGradientOptions.HypernetworkSeed(seed, replicate: 0)) : null;
        using ITrainingSteps training = hypernetwork is null
            ? new MaximumLikelihoodSteps(model, weights, noise)
            : new HypernetworkSteps(model, hypernetwork, options.Penalty, OutputKind.Draw, noise);
        var loop = new TrainingLoop(host, new() { LearningRate = options.LearningRate }, checkpoint: null);
        var set = new TrainingSet(data);
        loop.Run(training, data, new BatchOrder(set, options.RowsOfStep(method, count), Seeds.Derive(seed, SeedPurpose.BatchOrder)), options.Steps, _ => options.LearningRate, TrainingPhase.Training);
        training.Finish(set);
        GaussianMixture mixture = model.ToMixture()
            ?? throw host.Except($"Training diverged: the mixture's weights are no longer finite. Lower {nameof(options.LearningRate)}, or scale the data.");
        return InUnitsOfTheData(mixture, scaling);
    }

    /// <summary>Of a data set, by the options.</summary>
    public static RowScaling Scaling(float[] rows, int dimension, GaussianMixtureGradientOptions options)
        => options.Standardize ? RowScaling.Standardize(rows, dimension, together: false) : RowScaling.None(dimension);

    public static GaussianMixture InUnitsOfTheData(GaussianMixture mixture, RowScaling scaling)
    {
        int size = mixture.Dimension;
        return new(
            [.. mixture.Weights],
            [.. mixture.Means.Select(mean => mean.Select((value, i) => scaling.Offset[i] + scaling.UnitOf(i) * value).ToArray())],
            [.. mixture.Covariances.Select(c => c.Select((value, i) => value * scaling.UnitOf(i / size) * scaling.UnitOf(i % size)).ToArray())]);
    }
}

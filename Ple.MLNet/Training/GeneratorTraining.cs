using Microsoft.ML.Runtime;
using Ple.MLNet.Estimation;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Float rows in, fitted model out: estimation, then θ* into the model, then the bootstrap correction.</summary>
internal sealed class GeneratorTraining(IHost host, GenerativeTrainerOptions options, int seed)
{
    private const int MixtureRows = 20_000, RowsPerComponent = 20, SpreadBatches = 8;

    /// <summary>Below this share of the weights' size, H no longer depends on its input.</summary>
    private const double ConstantSpread = 1e-5;

    private LatentDistribution? _latent;

    /// <param name="model">Fresh, on its device; taken over.</param>
    /// <param name="values">Training rows, one after another, as the model takes them.</param>
    /// <param name="conditions">Condition index of each row; empty where the model has none.</param>
    public (FittedModel Model, TrainingSummary Summary) Run(GenerativeModel model, float[] values, int[] conditions)
    {
        var weights = new FlatParameters(model);
        try
        {
            using var scope = NewDisposeScope();
            Device device = weights.Values.device;
            Tensor rows = Reproducible.Copy(values, [values.Length / model.RowSize, model.RowSize], device);
            using Generator noise = Reproducible.Generator(seed + 1L, device);

            model.train();
            (double loss, double? penalty, double? spread) = Estimate(model, weights, rows, noise);
            double? correction = null;
            if (options.Correction.Kind == CorrectionKind.None)
                Complete(model, rows);
            else
                correction = new BootstrapCorrection(host, options, model, weights, rows, seed + 2)
                    .Run(corrected => CompleteWith(corrected, model, weights, rows), () => Generate(model, conditions, rows));
            return (new(model, weights, _latent!), new(rows.shape[0], loss, penalty, spread, correction));
        }
        catch
        {
            weights.Dispose();
            model.Dispose();
            throw;
        }
    }

    private (double Loss, double? Penalty, double? Spread) Estimate(GenerativeModel model, FlatParameters weights, Tensor rows, Generator noise)
    {
        var loop = new TrainingLoop(host, options);
        if (options.Method == EstimationMethod.MaximumLikelihood)
        {
            using var direct = new MaximumLikelihoodEstimation(model, weights, noise);
            return (loop.Run(direct, rows, options.Steps, Rate, seed, TrainingPhase.Training).Loss, null, null);
        }
        using var hypernetwork = new Hypernetwork(weights, model.RowSize, options.Hypernetwork);
        using var estimation = new HypernetworkEstimation(model, hypernetwork, options.Penalty, options.Sampling.Output, noise);
        (double loss, double penalty) = loop.Run(estimation, rows, options.Steps, Rate, seed, TrainingPhase.Training);
        double spread = Spread(hypernetwork, rows);
        estimation.Finish(rows);
        return (loss, options.Penalty.Lambda > 0 ? penalty : null, spread);
    }

    private double Rate(int step) => options.EffectiveLearningRate * options.Schedule switch
    {
        LearningRateSchedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * step / options.Steps)),
        _ => 1,
    };

    private void CompleteWith(Tensor values, GenerativeModel model, FlatParameters weights, Tensor rows)
    {
        weights.Load(values);
        Complete(model, rows);
    }

    /// <summary>All that follows from the weights: statistics of batch norm and the latent mixture.</summary>
    private void Complete(GenerativeModel model, Tensor rows)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using Generator noise = Reproducible.Generator(seed + 3L, rows.device);
        BatchNormStatistics.Recompute(model, rows, noise);
        GaussianMixture? mixture = null;
        int components = (int)Math.Min(options.Sampling.MixtureComponents, rows.shape[0] / RowsPerComponent);
        if (options.Sampling.Latent == LatentKind.FittedMixture && components > 0)
        {
            long stride = (rows.shape[0] + MixtureRows - 1) / MixtureRows;
            (Tensor mean, Tensor deviation) = model.Posterior(rows.slice(0, 0, rows.shape[0], stride));
            Tensor latent = mean + deviation * randn(mean.shape, mean.dtype, mean.device, generator: noise);
            double[] latentRows = latent.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
            mixture = new GaussianMixtureEm(new() { Components = components, CovarianceRegularization = 1e-3, Seed = seed })
                .Fit(latentRows, model.LatentSize).Mixture;
        }
        _latent = new LatentDistribution(model.LatentSize, mixture);
    }

    /// <summary>As many rows as the training data have, with their conditions.</summary>
    private Tensor Generate(GenerativeModel model, int[] conditions, Tensor rows)
    {
        using var noGrad = no_grad();
        int count = (int)rows.shape[0];
        var generator = new RowGenerator(model, _latent!, options.Sampling.Output, seed + 4L);
        Tensor made = Reproducible.Copy(generator.GenerateMany(conditions, count), [count, generator.ValueCount], rows.device);
        return model.ConditionSize == 0 ? made : cat([made, rows.narrow(1, generator.ValueCount, model.ConditionSize)], 1);
    }

    /// <summary>See <see cref="TrainingSummary.HypernetworkSpread"/>.</summary>
    private double Spread(Hypernetwork hypernetwork, Tensor rows)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using IChannel channel = host.Start("Hypernetwork");
        Tensor[] batches = [.. rows.split(options.BatchSize).Where(b => b.shape[0] == options.BatchSize).Take(SpreadBatches)];
        if (batches.Length < 2)
            return 0;
        Tensor predicted = hypernetwork.Head.Forward(cat(Array.ConvertAll(batches, hypernetwork.Embed)));
        double spread = (predicted.std(0, unbiased: true).mean() / predicted.abs().mean()).to(ScalarType.Float64).item<double>();
        channel.Info($"Spread of H over {batches.Length} batches: {spread:g3} of the mean size of a weight");
        if (spread < ConstantSpread)
            channel.Warning($"The hypernetwork has become constant (spread {spread:g2}): its weights no longer depend on its input, and PLE has " +
                $"become maximum likelihood. Lower {nameof(PenaltyOptions.Lambda)} or average the penalty instead of summing it.");
        return spread;
    }
}

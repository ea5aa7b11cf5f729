using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Estimates θ by the method of the options and leaves θ* in the model.</summary>
internal sealed class ModelTraining(IHost host, GenerativeTrainerOptions options, FitCheckpoint? checkpoint, int batchSize, int seed)
{
    private const int SpreadBatches = 8;

    /// <summary>Below this share of the weights' size, H no longer depends on its input.</summary>
    private const double ConstantSpread = 1e-5;

    /// <param name="model">Fresh.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="set">Training rows.</param>
    /// <param name="validation">Rows set apart, of each class; none for no early stopping.</param>
    /// <param name="kept">The trained hypernetwork, where the options keep it.</param>
    public TrainingSummary Run(GenerativeModel model, FlatParameters weights, TrainingSet set, IReadOnlyList<Tensor> validation, out KeptHypernetwork? kept)
    {
        kept = null;
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.TrainingNoise), set.Rows.device);
        if (options.Method == EstimationMethod.MaximumLikelihood)
        {
            using var direct = new MaximumLikelihoodSteps(model, weights, noise, options.EffectiveModel.FirstMomentDecay);
            return Run(direct, model, weights, set, validation);
        }
        using var hypernetwork = new Hypernetwork(weights, model.Layout.RowSize, options.Hypernetwork, Seeds.Derive(seed, SeedPurpose.InitialHypernetwork), options.EffectiveModel.FirstMomentDecay);
        using var training = new HypernetworkSteps(model, hypernetwork, options.Penalty, options.Sampling.Output, noise);
        TrainingSummary summary = Run(training, model, weights, set, validation);
        summary.HypernetworkSpread = Spread(hypernetwork, set.Rows);
        kept = options.KeepHypernetwork ? hypernetwork.Keep() : null;
        return summary;
    }

    private TrainingSummary Run(ITrainingSteps training, GenerativeModel model, FlatParameters weights, TrainingSet set, IReadOnlyList<Tensor> validation)
    {
        model.train();
        using EarlyStopping? stopping = !EarlyStopping.CanTell(model, validation) ? null
            : new EarlyStopping(options.EarlyStopping, model, weights, training, set, validation, Seeds.Derive(seed, SeedPurpose.ValidationNoise));
        using MovingAverage? average = options.EffectiveModel.WeightAveraging is > 0 and var kept ? new MovingAverage(training.Trained, kept, stopping) : null;
        (double loss, double penalty) = new TrainingLoop(host, options, checkpoint).Run(
            training, set.Rows, new BatchOrder(set, batchSize, Seeds.Derive(seed, SeedPurpose.BatchOrder)), options.Steps, Rate, TrainingPhase.Training, average ?? (IStepFollower?)stopping);
        average?.Restore();
        training.Finish(set);
        stopping?.Restore();
        Watch(model, set.Rows);
        return new(set.Rows.shape[0], loss, stopping is { BestStep: > 0 } ? stopping.BestStep : options.Steps,
            options.Method == EstimationMethod.Hypernetwork && options.Penalty.Lambda > 0 ? penalty : null, hypernetworkSpread: null, correctionWeight: null,
            correctionLikelihoodChange: null)
        {
            TorchVersion = TorchRuntime.Version,
            CpuCapability = TorchRuntime.CpuCapability,
        };
    }

    private double Rate(int step) => options.EffectiveLearningRate * options.Schedule switch
    {
        LearningRateSchedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * step / options.Steps)),
        _ => 1,
    };

    /// <summary>Says how a model that is trained against another one stands.</summary>
    private void Watch(GenerativeModel model, Tensor rows)
    {
        if (model is not IWatchedModel watched)
            return;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using Generator noise = Reproducible.Generator(Seeds.Derive(seed, SeedPurpose.ValidationNoise), rows.device);
        Tensor sample = rows.slice(0, 0, rows.shape[0], (rows.shape[0] + batchSize - 1) / batchSize);
        (Tensor values, Tensor? condition) = model.Layout.Split(sample);
        using IChannel channel = host.Start("Training against another model");
        foreach ((string text, bool isWarning) in watched.Look(values, condition, GeneratorNoise.Of(noise, sample)))
        {
            if (isWarning)
                channel.Warning(text);
            else
                channel.Info(text);
        }
    }

    /// <summary>See <see cref="TrainingSummary.HypernetworkSpread"/>.</summary>
    private double? Spread(Hypernetwork hypernetwork, Tensor rows)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using IChannel channel = host.Start("Hypernetwork");
        Tensor[] batches = [.. rows.split(batchSize).Where(b => b.shape[0] == batchSize).Take(SpreadBatches)];
        if (batches.Length < 2)
            return null;
        Tensor predicted = hypernetwork.Head.Forward(cat(Array.ConvertAll(batches, hypernetwork.Embed)));
        double spread = (predicted.std(0, unbiased: true).mean() / predicted.abs().mean()).Number();
        channel.Info($"Spread of H over {batches.Length} batches: {spread:g3} of the mean size of a weight");
        if (spread < ConstantSpread)
            channel.Warning($"The hypernetwork has become constant (spread {spread:g2}): its weights no longer depend on its input, and PLE has " +
                $"become maximum likelihood. Lower {nameof(PenaltyOptions.Lambda)} or average the penalty instead of summing it.");
        return spread;
    }
}

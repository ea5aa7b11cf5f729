using Microsoft.ML.Runtime;
using Ple.MLNet.Generation;
using Ple.MLNet.Hypernetworks;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Training;

/// <summary>Rows of numbers in, fitted model out: estimation, then θ* into the model, then the bootstrap correction.</summary>
internal sealed class GeneratorTraining(IHost host, GenerativeTrainerOptions options, int seed)
{
    public (FittedModel Model, TrainingSummary Summary) Run(TrainingRows data, Device device)
    {
        if (data.Codec.ValueCount == 0)
            throw host.Except("No column of the table varies: there is nothing to learn.");
        GenerativeModelOptions kind = options.EffectiveModel;
        GenerativeModel model = kind.Create(data.Codec.Layout, Seeds.Derive(seed, SeedPurpose.InitialWeights));
        using TorchThreads? threads = TorchThreads.Use(options.Threads);
        try
        {
            if (options.StartFrom is { } start)
                WarmStart.Copy(host, start, model);
            if (model is ISelfFittingModel)
            {
                using var scope = NewDisposeScope();
                TrainingSummary summary = new SelfFitting(host, options, seed).Run(model, data.Codec.ToTensor(data.Values, data.Conditions, CPU));
                return (new(model, kind, CPU, Weights: null, Latent: null), summary);
            }
            if (options.Sampling.Temperature != 1 && model is not ILatentModel { HasSampler: false })
                throw host.ExceptUserArg(nameof(SamplingOptions.Temperature), $"A {model.GetName()} has no latent numbers that a temperature could change: leave it at 1.");
            model.to(device);
            return ByGradient(data, model, kind, device);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private (FittedModel Model, TrainingSummary Summary) ByGradient(TrainingRows data, GenerativeModel model, GenerativeModelOptions kind, Device device)
    {
        var weights = new FlatParameters(model.Weights);
        KeptHypernetwork? kept = null;
        try
        {
            using var scope = NewDisposeScope();
            Tensor all = data.Codec.ToTensor(data.Values, data.Conditions, device);
            var split = new RowSplit(data.Conditions, options.EffectiveValidationFraction, Seeds.Derive(seed, SeedPurpose.ValidationSplit));
            long[] trainingIndices = [.. split.Training.SelectMany(g => g)];
            if (trainingIndices.Length < 2)
                throw host.Except($"{trainingIndices.Length} of {data.Count} rows is left to train on, which needs at least 2: " +
                    $"lower {nameof(EarlyStoppingOptions.ValidationFraction)}.");
            int batchSize = options.EffectiveBatchSize(host, trainingIndices.Length);
            Tensor rows = split.Validation.Count == 0 ? all : all.index_select(0, tensor(trainingIndices, device: device));
            int[] conditions = split.Validation.Count == 0 ? data.Conditions : Array.ConvertAll(trainingIndices, i => data.Conditions[i]);
            Tensor[] validation = [.. split.Validation.Select(g => all.index_select(0, tensor(g, device: device)))];
            var set = new TrainingSet(rows, options.EffectiveBalancedBatches ? conditions : null);

            bool byPriorMeans = IsByPriorMeans(data, model);
            using FitCheckpoint? checkpoint = options.Checkpoint is { } state ? new(host, state, FitIdentity.Of(options, seed, data)) : null;
            var training = new ModelTraining(host, options, checkpoint, batchSize, seed);
            TrainingSummary summary = Estimate(checkpoint, model, () => training.Run(model, weights, set, validation, out kept));
            int[] classes = data.Labels is null ? conditions : split.Validation.Count == 0 ? data.Labels : Array.ConvertAll(trainingIndices, i => data.Labels[i]);
            var completion = new ModelCompletion(options.Sampling, model, weights, set, classes, seed);
            if (options.Correction.Kind == CorrectionKind.None)
                completion.Complete();
            else
            {
                var correction = new BootstrapCorrection(
                    host, options, checkpoint, model, weights, rows, classes, () => new BatchOrder(set, batchSize, Seeds.Derive(seed, SeedPurpose.CorrectionOrder)), Seeds.Derive(seed, SeedPurpose.CorrectionNoise));
                (summary.CorrectionWeight, summary.CorrectionLikelihoodChange) = correction.Run(completion, byPriorMeans);
            }
            if (!model.state_dict().Values.All(tensor => tensor.isfinite().all().Number() != 0))
                throw host.Except($"Training diverged: weights or statistics of batch norm are not finite after it. Lower {nameof(options.LearningRate)} " +
                    $"(now {options.EffectiveLearningRate:g3}), or scale the data.");
            checkpoint?.Delete();
            summary.Rows = data.Count;
            return (new(model, kind, device, weights, completion.Latent, kept is null ? null : new(kept, options.Sampling, options.EffectiveBalancedBatches)), summary);
        }
        catch
        {
            kept?.Dispose();
            weights.Dispose();
            throw;
        }
    }

    /// <summary>The trained model, or what a checkpoint has of it.</summary>
    private static TrainingSummary Estimate(FitCheckpoint? checkpoint, GenerativeModel model, Func<TrainingSummary> train)
    {
        TrainingSummary summary = SummaryState.None;
        if (checkpoint?.Restore(TrainingPhase.Training, Visit) == true)
            return summary;
        summary = train();
        checkpoint?.Finish(TrainingPhase.Training, Visit);
        return summary;

        void Visit(CheckpointState state)
        {
            ModelState.Visit(state, model);
            summary = SummaryState.Visit(state, summary);
        }
    }

    private bool IsByPriorMeans(TrainingRows data, GenerativeModel model) => options.Correction.Source switch
    {
        CorrectionSource.Automatic => model is ILatentModel && data.Codec is VectorCodec { Likelihood: Likelihood.Bernoulli or Likelihood.Beta },
        CorrectionSource.PriorMeans when model is not ILatentModel => throw host.ExceptUserArg(nameof(CorrectionOptions.Source),
            $"A {model.GetName()} has no latent numbers, and so no prior means: choose another {nameof(CorrectionOptions.Source)}."),
        var source => source == CorrectionSource.PriorMeans,
    };
}

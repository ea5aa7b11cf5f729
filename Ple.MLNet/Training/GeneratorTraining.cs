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
        if (data.Format.ValueCount == 0)
            throw host.Except("No column of the table varies: there is nothing to learn.");
        GenerativeModelOptions kind = options.EffectiveModel;
        GenerativeModel model = kind.Create(data.Format.Layout, Seeds.Derive(seed, SeedPurpose.InitialWeights));
        model.to(device);
        var weights = new FlatParameters(model.Weights);
        using TorchThreads? threads = TorchThreads.Use(options.Threads);
        try
        {
            using var scope = NewDisposeScope();
            Tensor all = ToTensor(data, device);
            var split = new RowSplit(data.Conditions, options.EffectiveValidationFraction, Seeds.Derive(seed, SeedPurpose.ValidationSplit));
            long[] trainingIndices = [.. split.Training.SelectMany(g => g)];
            if (trainingIndices.Length < 2)
                throw host.Except($"{trainingIndices.Length} of {data.Count} rows is left to train on, which needs at least 2: " +
                    $"lower {nameof(EarlyStoppingOptions.ValidationFraction)}.");
            int batchSize = options.EffectiveBatchSize(host, trainingIndices.Length);
            Tensor rows = split.Validation.Count == 0 ? all : all.index_select(0, tensor(trainingIndices, device: device));
            int[] conditions = split.Validation.Count == 0 ? data.Conditions : Array.ConvertAll(trainingIndices, i => data.Conditions[i]);
            Tensor[] validation = [.. split.Validation.Select(g => all.index_select(0, tensor(g, device: device)))];
            Func<SeedPurpose, BatchOrder> order = purpose => NewOrder(conditions, batchSize, Seeds.Derive(seed, purpose));

            TrainingSummary summary = new ModelEstimation(host, options, batchSize, seed).Run(model, weights, rows, validation, order(SeedPurpose.BatchOrder));
            var completion = new ModelCompletion(options, model, weights, conditions, seed);
            if (options.Correction.Kind == CorrectionKind.None)
                completion.Complete(rows);
            else
            {
                var correction = new BootstrapCorrection(
                    host, options, model, weights, rows, () => order(SeedPurpose.CorrectionOrder), Seeds.Derive(seed, SeedPurpose.CorrectionNoise));
                (double weight, double? change) = correction.Run(corrected => completion.CompleteWith(corrected, rows), () => completion.Generate(rows));
                (summary.CorrectionWeight, summary.CorrectionLikelihoodChange) = (weight, change);
            }
            summary.Rows = data.Count;
            return (new(model, kind, weights, completion.Latent), summary);
        }
        catch
        {
            weights.Dispose();
            model.Dispose();
            throw;
        }
    }

    private BatchOrder NewOrder(int[] conditions, int batchSize, int orderSeed)
    {
        IEnumerable<long[]> classes = conditions.Index()
            .GroupBy(c => options.BalancedBatches ? c.Item : -1, c => (long)c.Index)
            .OrderBy(g => g.Key)
            .Select(g => g.ToArray());
        return new(classes, batchSize, orderSeed);
    }

    /// <summary>[n, values + one-hot condition]</summary>
    private static Tensor ToTensor(TrainingRows data, Device device)
    {
        Tensor values = Reproducible.Copy(data.Values, [data.Count, data.Format.ValueCount], device);
        if (data.Format.ConditionSize == 0)
            return values;
        Tensor classes = tensor(Array.ConvertAll(data.Conditions, c => (long)c), device: device);
        return cat([values, nn.functional.one_hot(classes, data.Format.ConditionSize).to(values.dtype)], 1);
    }
}

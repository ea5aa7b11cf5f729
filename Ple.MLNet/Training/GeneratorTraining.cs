using Microsoft.ML.Runtime;
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
        VaeOptions shape = options.EffectiveModel;
        GenerativeModel model = shape.Build(data.Format.MakeOutput(), data.Format.ValueCount, data.Format.ConditionSize, seed);
        model.to(device);
        var weights = new FlatParameters(model);
        using TorchThreads? threads = TorchThreads.Use(options.Threads);
        try
        {
            using var scope = NewDisposeScope();
            Tensor all = ToTensor(data, device);
            var split = new RowSplit(data.Conditions, options.EffectiveValidationFraction, seed);
            long[] trainingIndices = [.. split.Training.SelectMany(g => g)];
            Tensor rows = split.Validation.Count == 0 ? all : all.index_select(0, tensor(trainingIndices, device: device));
            int[] conditions = split.Validation.Count == 0 ? data.Conditions : Array.ConvertAll(trainingIndices, i => data.Conditions[i]);
            Tensor[] validation = [.. split.Validation.Select(g => all.index_select(0, tensor(g, device: device)))];
            Func<int, BatchOrder> order = orderSeed => NewOrder(conditions, orderSeed);

            TrainingSummary summary = new ModelEstimation(host, options, seed).Run(model, weights, rows, validation, order(seed));
            var completion = new ModelCompletion(options, model, weights, conditions, seed + 3);
            if (options.Correction.Kind == CorrectionKind.None)
                completion.Complete(rows);
            else
            {
                (double weight, double change) = new BootstrapCorrection(host, options, model, weights, rows, () => order(seed + 2), seed + 2)
                    .Run(corrected => completion.CompleteWith(corrected, rows), () => completion.Generate(rows));
                summary = summary with { CorrectionWeight = weight, CorrectionLikelihoodChange = change };
            }
            return (new(model, shape, weights, completion.Latent), summary with { Rows = data.Count });
        }
        catch
        {
            weights.Dispose();
            model.Dispose();
            throw;
        }
    }

    private BatchOrder NewOrder(int[] conditions, int orderSeed)
    {
        IEnumerable<long[]> classes = conditions.Index()
            .GroupBy(c => options.BalancedBatches ? c.Item : -1, c => (long)c.Index)
            .OrderBy(g => g.Key)
            .Select(g => g.ToArray());
        return new(classes, options.BatchSize, orderSeed);
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

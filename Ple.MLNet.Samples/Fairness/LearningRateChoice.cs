using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>The learning rate whose generator gives a task's validation rows the highest ELBO; found once for each task.</summary>
internal sealed class LearningRateChoice(MLContext mlContext, GeneratorSettings settings, IReadOnlyList<double> rates)
{
    private readonly Dictionary<ImbalancedTask, double> _chosen = new(ReferenceEqualityComparer.Instance);

    public double For(ImbalancedTask task, int seed, CancellationToken cancellation)
    {
        if (!_chosen.TryGetValue(task, out double rate))
            _chosen[task] = rate = rates.Count == 1 ? rates[0] : rates.MaxBy(candidate => ValidationElbo(task, candidate, seed, cancellation));
        return rate;
    }

    private double ValidationElbo(ImbalancedTask task, double rate, int seed, CancellationToken cancellation)
    {
        using PleGenerativeTransformer generator = mlContext.Ple
            .GenerativeTrainer(settings.Options(rate, seed, cancellation))
            .Fit(task.Training.ToDataView(mlContext));
        return generator.AverageLogLikelihoodBound(task.Validation.ToDataView(mlContext));
    }
}

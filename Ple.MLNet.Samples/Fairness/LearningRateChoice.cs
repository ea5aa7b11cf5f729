using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>The learning rate whose generator gives a task's validation rows the highest ELBO; found once for each task.</summary>
internal sealed class LearningRateChoice(MLContext mlContext, GeneratorSettings settings, IReadOnlyList<double> grid)
{
    private readonly Dictionary<ImbalancedTask, TunedRate> _chosen = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="UserErrorException">Training fails at every rate.</exception>
    public TunedRate For(ImbalancedTask task, int seed, CancellationToken cancellation)
    {
        if (_chosen.TryGetValue(task, out TunedRate? known))
            return known;
        Exception? failure = null;
        TunedRate? best = LearningRateSearch.Best(grid, rate =>
        {
            try
            {
                return ValidationElbo(task, rate, seed, cancellation);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException) // diverged, as it may at a grid's high end
            {
                failure = e;
                return double.NegativeInfinity;
            }
        });
        return _chosen[task] = best ?? throw new UserErrorException($"Training fails at every learning rate tried: {failure?.Message}", failure);
    }

    private double ValidationElbo(ImbalancedTask task, double rate, int seed, CancellationToken cancellation)
    {
        using PleGenerativeTransformer generator = mlContext.Ple
            .GenerativeTrainer(settings.Options(rate, seed, cancellation))
            .Fit(task.Training.ToDataView(mlContext));
        return generator.AverageLogLikelihoodBound(task.Validation.ToDataView(mlContext));
    }
}

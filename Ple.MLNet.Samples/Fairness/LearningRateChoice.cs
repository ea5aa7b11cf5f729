using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>
/// The learning rate whose generator suits a task's validation rows best: by their ELBO, and for a model without a likelihood by the Frechet distance of the pixels of
/// generated rows from them. Found once for each task.
/// </summary>
internal sealed class LearningRateChoice(MLContext mlContext, GeneratorSettings settings, IReadOnlyList<double> grid)
{
    private readonly Dictionary<ImbalancedTask, TunedRate> _chosen = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="UserErrorException">Training fails at every rate.</exception>
    public TunedRate For(ImbalancedTask task, CancellationToken cancellation)
    {
        if (_chosen.TryGetValue(task, out TunedRate? known))
            return known;
        Exception? failure = null;
        TunedRate? best = LearningRateSearch.Best(grid, rate =>
        {
            try
            {
                return Score(task, rate, cancellation);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException) // diverged, as it may at a grid's high end
            {
                failure = e;
                return double.NegativeInfinity;
            }
        });
        return _chosen[task] = best ?? throw new UserErrorException($"Training fails at every learning rate tried: {failure?.Message}", failure);
    }

    private double Score(ImbalancedTask task, double rate, CancellationToken cancellation)
    {
        using PleGenerativeTransformer generator = mlContext.Ple
            .GenerativeTrainer(settings.Options(task.Training, rate, ImbalancedTask.TuningSeed, cancellation))
            .Fit(task.Training.ToDataView(mlContext));
        IDataView validation = task.Validation.ToDataView(mlContext);
        return settings.Model.HasLikelihood
            ? generator.AverageLogLikelihoodBound(validation)
            : -mlContext.Ple.FidScorer(PixelColumn.Name).Fit(validation).Score(generator.Generate(task.Training.Count)).Fid;
    }
}

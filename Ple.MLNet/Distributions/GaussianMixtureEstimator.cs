using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Distributions;

/// <summary>Fits a Gaussian mixture to a vector column: by expectation maximisation (<see cref="GaussianMixtureEm"/>), by gradient descent, or
/// by hypernetwork with the penalty of PLE. Holds options only; a fit reads the data once.</summary>
public sealed class GaussianMixtureEstimator : IEstimator<GaussianMixtureTransformer>
{
    private const int BatchSize = 1024;

    private readonly IHost _host;
    private readonly GaussianMixtureOptions _options;
    private readonly GaussianMixtureEm _em;
    private readonly int _gradientSeed;

    internal GaussianMixtureEstimator(IHostEnvironment environment, GaussianMixtureOptions options)
    {
        _host = environment.Register(nameof(GaussianMixtureEstimator));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        int contextSeed = _host.Rand.Next();
        (_options, _em, _gradientSeed) = (options, new(options.Em, contextSeed), options.Gradient.Seed ?? contextSeed);
    }

    /// <summary>Reads the column once and fits the mixture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or not a known-size vector of Single.</exception>
    /// <exception cref="InvalidOperationException">
    /// No rows, fewer rows than components, a value that is NaN or infinite, a covariance that lost its positive definiteness, or training
    /// that diverged.
    /// </exception>
    public GaussianMixtureTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        VectorColumn column = VectorColumn.Find(_host, input.Schema, _options.ColumnName);
        float[] rows = [.. column.ReadBatches(input, BatchSize).SelectMany(batch => batch)];
        GaussianMixture mixture = _options.Method switch
        {
            GaussianMixtureMethod.ExpectationMaximization => Maximise(rows, column.Size),
            GaussianMixtureMethod.DirectGradient => Descend(EstimationMethod.MaximumLikelihood, rows, column.Size),
            _ => Descend(EstimationMethod.Hypernetwork, rows, column.Size),
        };
        return new(_host, _options.LogLikelihoodColumnName, _options.ColumnName, mixture);
    }

    /// <summary>The input columns and the log-likelihood.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or not a vector of Single.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.ColumnName);
        return LogLikelihoodShape.AddTo(inputSchema, _options.LogLikelihoodColumnName);
    }

    private GaussianMixture Maximise(float[] rows, int size)
    {
        using IChannel channel = _host.Start("Expectation maximisation");
        try
        {
            GaussianMixtureEmResult result = _em.Fit(Array.ConvertAll(rows, v => (double)v), size);
            channel.Info($"{result.Iterations} iterations, mean log-likelihood {result.LogLikelihood:g6}.");
            if (!result.Converged)
                channel.Warning($"Not converged after {result.Iterations} iterations: raise MaximumIterations or Tolerance.");
            return result.Mixture;
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException)
        {
            throw _host.Except(cause, $"Column '{_options.ColumnName}': {cause.Message}");
        }
    }

    private GaussianMixture Descend(EstimationMethod method, float[] rows, int size)
    {
        if (rows.Length / size < _options.Gradient.Components)
            throw _host.Except($"Column '{_options.ColumnName}': a mixture of {_options.Gradient.Components} components needs as many rows at least; " +
                $"there are {rows.Length / size}.");
        return new GaussianMixtureTraining(_host, method, _options.Gradient, _gradientSeed).Fit(rows, size);
    }
}

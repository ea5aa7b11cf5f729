using Ple.MLNet.Statistics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Distributions;

/// <summary>Settings of <see cref="GaussianMixtureEstimator"/>.</summary>
public sealed class GaussianMixtureOptions
{
    /// <summary>The column to describe: a known-size vector of Single. Default "Features".</summary>
    public string ColumnName { get; init; } = "Features";

    /// <summary>The column of log-likelihoods that the transformer adds: Single. Default "LogLikelihood".</summary>
    public string LogLikelihoodColumnName { get; init; } = "LogLikelihood";

    /// <summary>Default <see cref="GaussianMixtureMethod.ExpectationMaximization"/>, which <see cref="Em"/> describes;
    /// <see cref="Gradient"/> describes the other two.</summary>
    public GaussianMixtureMethod Method { get; init; }

    /// <summary>Components, stopping rule, regularisation and seed of expectation maximisation. Default: one component.</summary>
    public GaussianMixtureEmOptions Em { get; init; } = new();

    /// <summary>Components, steps, hypernetwork, penalty and seed of gradient descent. Default: one component.</summary>
    public GaussianMixtureGradientOptions Gradient { get; init; } = new();

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LogLikelihoodColumnName);
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Not a method of fitting a mixture.");
        ArgumentNullException.ThrowIfNull(Em);
        ArgumentNullException.ThrowIfNull(Gradient);
        Em.Validate();
        Gradient.Validate();
    }
}

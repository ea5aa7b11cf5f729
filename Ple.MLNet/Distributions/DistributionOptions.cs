using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Distributions;

/// <summary>Settings of <see cref="DistributionEstimator"/>.</summary>
public sealed class DistributionOptions
{
    /// <summary>The column to describe: scalar, Single or Double. Default "Value".</summary>
    public string ColumnName { get; init; } = "Value";

    /// <summary>The column of log-likelihoods that the transformer adds: Single. Default "LogLikelihood".</summary>
    public string LogLikelihoodColumnName { get; init; } = "LogLikelihood";

    /// <summary>
    /// The family. Default <see cref="GaussianFamily"/>. A family of your own needs a name to be saved: <see cref="PleKinds.Register(string, Func{DistributionFamily})"/>.
    /// </summary>
    public DistributionFamily Family { get; init; } = new GaussianFamily();

    /// <summary>The estimator. Default <see cref="DataDrivenPle"/> with 100 synthetic sets.</summary>
    public PointEstimator Estimator { get; init; } = new DataDrivenPle();

    /// <summary>Seed of the synthetic sets. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LogLikelihoodColumnName);
        ArgumentNullException.ThrowIfNull(Family);
        ArgumentNullException.ThrowIfNull(Estimator);
    }
}

using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;

namespace Ple.MLNet;

/// <summary>Adds <c>mlContext.Ple</c>, the front door to everything in this library.</summary>
public static class PleMLContextExtensions
{
    extension(MLContext mlContext)
    {
        /// <summary>Generative models, fairness scoring and self-consuming loops by penalized autophagy estimation (PLE).</summary>
        public PleCatalog Ple => new(mlContext);
    }
}

/// <summary>The components of Ple.MLNet; reached as <c>mlContext.Ple</c>.</summary>
public sealed class PleCatalog
{
    internal PleCatalog(IHostEnvironment environment) => Environment = environment;

    internal IHostEnvironment Environment { get; }

    /// <summary>Estimates the distribution of a numeric column by data-driven PLE.</summary>
    /// <param name="columnName">A scalar column of Single or Double.</param>
    /// <param name="family">The family, such as <see cref="Estimation.Families.GaussianFamily"/>.</param>
    public DistributionEstimator Distribution(string columnName, DistributionFamily family) =>
        Distribution(new() { ColumnName = columnName, Family = family });

    /// <summary>Estimates the distribution of a numeric column.</summary>
    public DistributionEstimator Distribution(DistributionOptions options) => new(Environment, options);

    /// <summary>Fits a Gaussian mixture to a vector column by expectation maximisation.</summary>
    /// <param name="columnName">A known-size vector column of Single.</param>
    /// <param name="components">Number of Gaussians, 1 or more.</param>
    public GaussianMixtureEstimator GaussianMixture(string columnName, int components) =>
        GaussianMixture(new() { ColumnName = columnName, Em = new() { Components = components } });

    /// <summary>Fits a Gaussian mixture to a vector column by expectation maximisation.</summary>
    public GaussianMixtureEstimator GaussianMixture(GaussianMixtureOptions options) => new(Environment, options);
}

namespace Ple.MLNet.Statistics;

/// <summary>Settings of <see cref="GaussianMixtureEm"/>. The defaults are those of scikit-learn's GaussianMixture.</summary>
public sealed class GaussianMixtureEmOptions
{
    /// <summary>Number of Gaussians, 1 or more. Default 1.</summary>
    public int Components { get; init; } = 1;

    /// <summary>Stop when the mean log-likelihood of a row changes by less than this, 0 or more; 0 runs all iterations. Default 1e-3.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Most EM iterations, 1 or more. Default 100.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>Added to the diagonal of every covariance, in squared units of the data, 0 or more. Default 1e-6.</summary>
    public double CovarianceRegularization { get; init; } = 1e-6;

    /// <summary>Seed of the k-means++ start. Null, the default, takes the MLContext's; without one, as for <see cref="GaussianMixtureEm"/> on its
    /// own, 0.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumIterations, 1);
        CheckNotNegative(Tolerance, nameof(Tolerance));
        CheckNotNegative(CovarianceRegularization, nameof(CovarianceRegularization));
    }

    private static void CheckNotNegative(double value, string name)
    {
        if (!(value >= 0) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "Must be finite and at least 0.");
    }
}

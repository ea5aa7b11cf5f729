namespace Ple.MLNet.Scoring;

/// <summary>Options of <see cref="FidScorer"/>.</summary>
public sealed class FidScorerOptions
{
    /// <summary>Column of features, a known-size vector of Single; the same name in the real and the generated table.
    /// Default: "Features".</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>Samples, subsets and neighborhoods.</summary>
    public FeatureMetricOptions Metrics { get; init; } = new();

    /// <summary>Fixes the sampled rows, subsets and directions. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentNullException.ThrowIfNull(Metrics);
        Metrics.Validate();
    }
}

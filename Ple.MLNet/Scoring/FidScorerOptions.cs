namespace Ple.MLNet.Scoring;

/// <summary>Options of <see cref="FidScorer"/>.</summary>
public sealed class FidScorerOptions
{
    /// <summary>Column of features, a known-size vector of Single; the same name in the real and the generated table.
    /// Default: "Features".</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>Rows kept of each side for the kernel distance, a random sample where there are more: 0 (no kernel distance) or
    /// from 2 to 100,000. Default: 5,000. The fitted transformer holds the kept real rows, and a saved one contains them: take 0 where real
    /// rows must not leave.</summary>
    public int KernelRows { get; init; } = 5_000;

    /// <summary>Disjoint subsets that the kept rows are divided into; the kernel distance is their mean. At least 1; fewer are taken
    /// where one would have less than 2 rows. Default: 10.</summary>
    public int KernelSubsets { get; init; } = 10;

    /// <summary>Fixes the sampled rows and the subsets of the kernel distance. Null, the default, takes the MLContext's.</summary>
    public int? Seed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        if (KernelRows is < 0 or 1 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(KernelRows), KernelRows, "Must be 0 or from 2 to 100,000.");
        ArgumentOutOfRangeException.ThrowIfLessThan(KernelSubsets, 1);
    }
}

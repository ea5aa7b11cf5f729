using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>How sets of feature rows are compared: what <see cref="FidScorerOptions"/> and the fairness scorer's options share.</summary>
public sealed class FeatureMetricOptions
{
    /// <summary>Rows kept of each set (of each class, for fairness) for the metrics that need rows and not moments alone, a random sample
    /// where there are more: 0 (none of these metrics) or from 2 to 100,000. Default: 5,000. The time of the neighbor metrics grows with its
    /// square. Fitted scorers and saved ones hold the kept real rows: take 0 where real rows must not leave.</summary>
    public int SampleRows { get; init; } = 5_000;

    /// <summary>Rows of each of the disjoint subsets whose kernel distances (KID) are averaged, at least 2; one subset where fewer rows are kept. Default: 1,000.</summary>
    public int KernelSubsetRows { get; init; } = 1_000;

    /// <summary>When a row lies in the neighborhood of another. Default: the rule of the package prdc.</summary>
    public NeighborRule NeighborRule { get; init; } = NeighborRule.Prdc;

    /// <summary>k of precision, recall, density and coverage, 1 to 100. Null, the default: 5 by prdc's rule, 3 by torch-fidelity's.</summary>
    public int? Neighbors { get; init; }

    internal int NeighborCount => Neighbors ?? (NeighborRule == NeighborRule.Prdc ? 5 : 3);

    internal void Validate()
    {
        if (SampleRows is < 0 or 1 or > 100_000)
            throw new ArgumentOutOfRangeException(nameof(SampleRows), SampleRows, "Must be 0 or from 2 to 100,000.");
        ArgumentOutOfRangeException.ThrowIfLessThan(KernelSubsetRows, 2);
        if (!Enum.IsDefined(NeighborRule))
            throw new ArgumentOutOfRangeException(nameof(NeighborRule), NeighborRule, "No such rule.");
        if (Neighbors is < 1 or > 100)
            throw new ArgumentOutOfRangeException(nameof(Neighbors), Neighbors, "Must be null or from 1 to 100.");
    }
}

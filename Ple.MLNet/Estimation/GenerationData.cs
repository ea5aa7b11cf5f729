namespace Ple.MLNet.Estimation;

/// <summary>What a generation after the first is estimated from. n is the number of rows of a generation.</summary>
public sealed class GenerationData
{
    /// <summary>n rows of the generation before, and no others: the fully synthetic loop (Alemohammad et al. 2023, arXiv 2307.01850).</summary>
    public static GenerationData Replace { get; } = new();

    /// <summary>All real rows, and n rows of each generation before (Gerstgrasser et al. 2024, arXiv 2404.01413).</summary>
    public static GenerationData Accumulate { get; } = new() { KeepsEarlier = true, Real = RealRows.All };

    /// <summary>n rows, drawn without replacement from those of <see cref="Accumulate"/> (Kazdan et al. 2024, arXiv 2410.16713).</summary>
    public static GenerationData AccumulateSubsample { get; } = new() { KeepsEarlier = true, Real = RealRows.All, IsSubsampled = true };

    /// <summary>The same real rows each time and rows of the generation before, n in all (Alemohammad et al.: synthetic augmentation, of a fixed size).</summary>
    /// <param name="realShare">Of the n rows, above 0 and below 1.</param>
    public static GenerationData Mixed(double realShare) => new() { Real = RealRows.Same, RealShare = realShare };

    /// <summary>New real rows each time and rows of the generation before, n in all (Alemohammad et al.: fresh data loop).</summary>
    /// <param name="realShare">Of the n rows, above 0 and below 1.</param>
    public static GenerationData Fresh(double realShare) => new() { Real = RealRows.Fresh, RealShare = realShare };

    /// <summary>Rows of all generations before, not of the last alone. Default false.</summary>
    public bool KeepsEarlier { get; init; }

    /// <summary>Default <see cref="RealRows.None"/>.</summary>
    public RealRows Real { get; init; }

    /// <summary>Of the n rows the share that is real, above 0 and below 1, for <see cref="RealRows.Same"/> and <see cref="RealRows.Fresh"/>. Default 0.5.</summary>
    public double RealShare { get; init; } = 0.5;

    /// <summary>Where there are more than n rows, n are drawn of them without replacement. Default false.</summary>
    public bool IsSubsampled { get; init; }

    internal bool HasShare => Real is RealRows.Same or RealRows.Fresh;

    /// <summary>Of the n rows those that are real.</summary>
    internal long RealOf(long rows) => HasShare ? (long)Math.Round(RealShare * rows) : 0;

    internal void Validate()
    {
        if (!Enum.IsDefined(Real))
            throw new ArgumentOutOfRangeException(nameof(Real), Real, "Not a kind of real rows.");
        if (HasShare && !(RealShare is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(RealShare), RealShare, "A share of real rows lies above 0 and below 1.");
    }
}

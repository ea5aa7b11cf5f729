namespace Ple.MLNet.Hypernetworks;

/// <summary>Shape of a <see cref="Hypernetwork"/>, and how far apart its initial weights are.</summary>
public sealed class HypernetworkOptions
{
    /// <summary>Widths of the network that every row passes before the mean over the set (h1 of the paper's eq. 6). Default 32, 64, 96.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [32, 64, 96];

    /// <summary>Widths of the outer network between the mean and the heads. Default none; of use for small generative models.</summary>
    public IReadOnlyList<int> OuterSizes { get; init; } = [];

    /// <summary>Rank of the heads, from 1 to the last width; 0, the default, is full rank. A low rank costs less time and memory.</summary>
    public int HeadRank { get; init; }

    /// <summary>Standard deviation of the heads' initial weights, at least 0. Small, so that H(X) starts near the module's own initial
    /// weights, whatever X. Default 0.01.</summary>
    public double HeadScale { get; init; } = 0.01;

    /// <summary>What the heads' optimizer remembers. Default full.</summary>
    public HeadMoments HeadMoments { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(HiddenSizes);
        ArgumentNullException.ThrowIfNull(OuterSizes);
        if (HiddenSizes.Count == 0)
            throw new ArgumentOutOfRangeException(nameof(HiddenSizes), "A hypernetwork needs at least one hidden size.");
        foreach (int size in HiddenSizes)
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(HiddenSizes));
        foreach (int size in OuterSizes)
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(OuterSizes));
        ArgumentOutOfRangeException.ThrowIfNegative(HeadRank);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HeadRank, HiddenSizes.Concat(OuterSizes).Last());
        if (!Enum.IsDefined(HeadMoments))
            throw new ArgumentOutOfRangeException(nameof(HeadMoments), HeadMoments, "Unknown moments.");
        if (!(HeadScale >= 0 && double.IsFinite(HeadScale)))
            throw new ArgumentOutOfRangeException(nameof(HeadScale), HeadScale, "The heads' scale must be a finite number of at least 0.");
    }
}

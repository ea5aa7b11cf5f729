namespace Ple.MLNet.Models;

/// <summary>
/// Adversarial random forests (Watson et al. 2023): a forest learns to tell training rows from rows whose columns are drawn one by one, then from rows of its own leaves, until it cannot; within a leaf the columns are
/// then about independent. A row takes a tree at random, a leaf by its share of the class, and each column from a random training row of that leaf. The trees are ML.NET's. Fitted in about a second on tables of some
/// thousands of rows.
/// </summary>
/// <remarks>It fits itself: no steps, hypernetwork or correction. It keeps its training rows, also in a saved file: what may not be handed on must not be in them.</remarks>
public sealed class AdversarialForestOptions : GenerativeModelOptions
{
    /// <summary>Trees, 1 to 1,000. Default 30.</summary>
    public int Trees { get; init; } = 30;

    /// <summary>Fewest rows of a leaf, real and made ones together, 2 to 10,000. Default 10.</summary>
    public int LeafRows { get; init; } = 10;

    /// <summary>Most rounds, 1 to 100. Default 5.</summary>
    public int MaximumRounds { get; init; } = 5;

    /// <summary>Rounds end where the forest names at most this much more than half of held-out rows rightly, 0 to 0.5. Default 0.</summary>
    public double Tolerance { get; init; }

    /// <summary>Most training rows, 10 to 1,000,000; of more as many are drawn. Default 20,000.</summary>
    public int MostRows { get; init; } = 20_000;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => new AdversarialForest(layout, this);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        Check(Trees, 1, 1000, nameof(Trees));
        Check(LeafRows, 2, 10_000, nameof(LeafRows));
        Check(MaximumRounds, 1, 100, nameof(MaximumRounds));
        Check(MostRows, 10, 1_000_000, nameof(MostRows));
        if (!(Tolerance is >= 0 and <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "A tolerance lies from 0 to 0.5.");
    }

    private static void Check(int value, int least, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}

namespace Ple.MLNet.Models;

/// <summary>
/// A synthesiser of sequential trees (classification and regression trees; Reiter 2005, and the synthpop package, Nowok et al. 2016): columns come in a random order, each from a tree on those before it and on the
/// class; a row takes the value of a random training row in its leaf, and a number one within half of the way to the next below or above. Fitted in a fraction of a second on tables of some thousands of rows.
/// </summary>
/// <remarks>It fits itself: no steps, hypernetwork or correction. It keeps its training rows, also in a saved file: what may not be handed on must not be in them.</remarks>
public sealed class SequentialTreesOptions : GenerativeModelOptions
{
    /// <summary>Fewest training rows of a leaf, 1 to 10,000: more are less like single training rows. Default 5.</summary>
    public int LeafRows { get; init; } = 5;

    /// <summary>Most training rows that trees are grown on, 10 to 1,000,000; of more as many are drawn. Default 20,000.</summary>
    public int MostRows { get; init; } = 20_000;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => new SequentialTrees(layout, this);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(LeafRows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeafRows, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostRows, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MostRows, 1_000_000);
    }
}

using Ple.MLNet.Samples.Fairness;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>All cells, and what is read off them.</summary>
internal sealed class MixtureResults(MixtureGrid grid, IReadOnlyList<MixtureCell> cells)
{
    private readonly ILookup<MixtureMethod, MixtureCell> _byMethod = cells.ToLookup(c => c.Method);

    public MixtureGrid Grid => grid;

    public IReadOnlyList<MixtureCell> Cells => cells;

    /// <summary>In the order they ran, the baseline first.</summary>
    public IEnumerable<MixtureMethod> Methods => _byMethod.Select(group => group.Key);

    public MixtureMethod Baseline => Methods.First();

    public IEnumerable<MixtureMethod> Hypernetworks => Methods.Where(m => m.Name == MixtureMethod.HypernetworkName);

    public MixtureCell Cell(MixtureMethod method, int rowCount, double responsibility) =>
        _byMethod[method].Single(c => c.RowCount == rowCount && c.Responsibility == responsibility);

    /// <summary>Mean of KL(baseline) - KL(method) over the data sets of a cell; above 0 the method is closer to the truth.</summary>
    public MeanAndError Gain(MixtureMethod method, int rowCount, double responsibility) =>
        MeanAndError.Of(Cell(method, rowCount, responsibility).GainsOver(Cell(Baseline, rowCount, responsibility)));

    /// <summary>The same, pooled over all responsibilities.</summary>
    public MeanAndError PooledGain(MixtureMethod method, int rowCount) =>
        MeanAndError.Of(grid.Responsibilities.SelectMany(r => Cell(method, rowCount, r).GainsOver(Cell(Baseline, rowCount, r))));

    public MeanAndError PooledDivergence(MixtureMethod method, int rowCount) =>
        MeanAndError.Of(grid.Responsibilities.SelectMany(r => Cell(method, rowCount, r).Divergences));
}

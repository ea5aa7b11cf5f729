namespace Ple.MLNet.Samples.Fairness;

/// <summary>A learning rate and those that it was chosen from.</summary>
/// <param name="Tried">Ascending.</param>
internal sealed record TunedRate(double Value, IReadOnlyList<double> Tried)
{
    /// <summary>The best is the lowest or highest tried, so that a better one may lie outside.</summary>
    public bool IsEdge => Value == Tried[0] || Value == Tried[^1];
}

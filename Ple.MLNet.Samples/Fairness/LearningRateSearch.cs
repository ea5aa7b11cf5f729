namespace Ple.MLNet.Samples.Fairness;

/// <summary>Finds the best of a grid of learning rates; where that is the grid's edge, the grid grows until it is not.</summary>
internal static class LearningRateSearch
{
    /// <summary>More than this is another problem than a grid in the wrong place.</summary>
    public const int MostAdded = 6;

    private const double FactorOfOne = 2;

    /// <param name="grid">Ascending, at least one. Beyond an edge it goes on by the factor of the two rates there, of a single rate by 2.</param>
    /// <param name="score">Higher is better; NaN or negative infinity for a rate that cannot be used. Asked once for each rate.</param>
    /// <returns>The best; still an edge where <see cref="MostAdded"/> more rates did not get past it; null where no rate can be used.</returns>
    public static TunedRate? Best(IReadOnlyList<double> grid, Func<double, double> score)
    {
        var scores = new SortedDictionary<double, double>();
        foreach (double rate in grid)
            scores[rate] = score(rate);
        double below = grid.Count > 1 ? grid[1] / grid[0] : FactorOfOne, above = grid.Count > 1 ? grid[^1] / grid[^2] : FactorOfOne;
        for (int added = 0; added < MostAdded; added++)
        {
            if (BestOf(scores) is not { IsEdge: true } best)
                break;
            double lowest = best.Tried[0], highest = best.Tried[^1];
            double next = best.Value == highest ? highest * above : lowest / below;
            scores[next] = score(next);
        }
        return BestOf(scores);
    }

    private static TunedRate? BestOf(SortedDictionary<double, double> scores)
    {
        (double rate, double score) = scores.MaxBy(s => double.IsNaN(s.Value) ? double.NegativeInfinity : s.Value);
        return score > double.NegativeInfinity ? new(rate, [.. scores.Keys]) : null;
    }
}

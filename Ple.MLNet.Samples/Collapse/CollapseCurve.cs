namespace Ple.MLNet.Samples.Collapse;

/// <summary>What became of one world by one method and kind of data, over all runs.</summary>
/// <param name="SquaredError">Of the mean, by generation.</param>
/// <param name="TraceRatio">Trace of the covariance over the truth's.</param>
/// <param name="LogDeterminant">Of the covariance, less the truth's; negative infinity of a singular one.</param>
/// <param name="LogLikelihood">Of test rows, in nats, in the generations that it is measured in.</param>
internal sealed record CollapseCurve(
    CollapseWorld World, string Method, string Kind, IReadOnlyList<CollapsePoint> SquaredError, IReadOnlyList<CollapsePoint> TraceRatio, IReadOnlyList<CollapsePoint> LogDeterminant,
    IReadOnlyList<CollapsePoint> LogLikelihood)
{
    /// <summary>The largest distance of a mean from theory, in standard errors, over generations up to n; null where there is no theory.</summary>
    public double? Distance(IReadOnlyList<CollapsePoint> points, Func<CollapseWorld, string, string, int, double?> theory)
    {
        double? largest = null;
        for (int generation = 0; generation < Math.Min(points.Count, World.Rows + 1); generation++)
        {
            if (theory(World, Method, Kind, generation) is { } expected && points[generation].Mean is { Error: > 0 } mean)
                largest = Math.Max(largest ?? 0, Math.Abs(mean.Mean - expected) / mean.Error);
        }
        return largest;
    }
}

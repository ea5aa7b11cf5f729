namespace Ple.MLNet.Samples.Collapse;

/// <summary>What is known of estimates from a generation's rows; null where nothing is.</summary>
internal static class CollapseTheory
{
    /// <summary>The expected squared error of a Gaussian's mean. Replace: tr S [1 - (1-1/n)^(t+1)] by maximum likelihood, whose variance shrinks, tr S (t+1)/n where it does not (Alemohammad et al. 2023);
    /// accumulate: tr S / n times the sum of 1/i² to t+1, at most π²/6 (Gerstgrasser et al. 2024; variances kept). Half fresh rows: the limit of V' = 1/n + V/4.</summary>
    public static double? SquaredErrorOfMean(CollapseWorld world, string method, string kind, int generation)
    {
        if (world.Family != CollapseWorld.Gaussian)
            return null;
        double perRow = (double)world.Dimension / world.Rows;
        return kind switch
        {
            "replace" when method == CollapseMethod.Mle.Name => world.Dimension * (1 - Math.Pow(1 - 1.0 / world.Rows, generation + 1)),
            "replace" => perRow * (generation + 1),
            "accumulate" when method != CollapseMethod.Mle.Name => perRow * Enumerable.Range(1, generation + 1).Sum(i => 1.0 / ((double)i * i)),
            "fresh" when method != CollapseMethod.Mle.Name => perRow * Enumerable.Range(0, generation).Aggregate(1.0, (v, _) => 1 + v / 4),
            _ => null,
        };
    }

    /// <summary>The expected trace of the covariance to the truth's: (1-1/n)^(t+1) under replace by maximum likelihood, 1 without bias.</summary>
    public static double? TraceRatio(CollapseWorld world, string method, string kind, int generation)
        => world.Family != CollapseWorld.Gaussian || kind != "replace" ? null
            : method == CollapseMethod.Mle.Name ? Math.Pow(1 - 1.0 / world.Rows, generation + 1) : 1;
}

using MathNet.Numerics.Random;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>How a density is estimated: by maximum likelihood, or with the spread that this takes away from the next generation given back.</summary>
internal sealed record CollapseMethod(string Name, Func<CollapseWorld, GaussianMixture, int, int, double> Factor)
{
    private const int MostSets = 20;

    public static CollapseMethod Mle { get; } = new("mle", (_, _, _, _) => 1);

    /// <summary>The factor is known: 1 / (1 - 1/n) of a Gaussian.</summary>
    public static CollapseMethod Closed { get; } = new("ple", (world, _, rows, _) => 1 / world.SpreadKept(rows));

    /// <summary>The factor is the density's total variance over the mean of those of estimates from as many rows that it makes itself: of 20 sets, fewer where rows have accumulated, so that it costs and errs as much.</summary>
    public static CollapseMethod DataDriven { get; } = new("ple-data-driven", (world, density, rows, seed) =>
    {
        var random = new MersenneTwister(seed, threadSafe: false);
        double[] made = new double[rows * world.Dimension];
        double trace = 0;
        int sets = Math.Max(1, MostSets * world.Rows / rows);
        for (int set = 0; set < sets; set++)
        {
            for (int i = 0; i < rows; i++)
                density.Sample(random, made.AsSpan(i * world.Dimension, world.Dimension));
            trace += DensityMoments.Of(world.Estimate(made, random.Next())).Trace / sets;
        }
        return DensityMoments.Of(density).Trace / trace;
    });

    /// <param name="world">Of the estimator.</param>
    /// <param name="rows">[n, d]</param>
    /// <param name="seed">Of what is random.</param>
    public GaussianMixture Estimate(CollapseWorld world, double[] rows, int seed)
    {
        GaussianMixture density = world.Estimate(rows, seed);
        double factor = Factor(world, density, rows.Length / world.Dimension, seed);
        return factor == 1 ? density : Stretched(density, factor);
    }

    /// <summary>All of a density stretched about its mean, so that variances are as many times larger.</summary>
    private static GaussianMixture Stretched(GaussianMixture density, double factor)
    {
        double[] centre = DensityMoments.Of(density).Mean;
        return new(
            [.. density.Weights],
            [.. density.Means.Select(mean => mean.Select((m, i) => centre[i] + Math.Sqrt(factor) * (m - centre[i])).ToArray())],
            [.. density.Covariances.Select(covariance => covariance.Select(c => factor * c).ToArray())]);
    }
}

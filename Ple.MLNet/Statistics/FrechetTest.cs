using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Statistics;

/// <summary>
/// Whether two samples have the same mean and covariance: their Frechet distance beside those of random divisions of all their rows into two of the same sizes. Features
/// are brought to one scale, and more than 32 of them projected on 32 random directions, so that it takes a moment whatever the features.
/// </summary>
internal static class FrechetTest
{
    private const int Divisions = 60, MostDimensions = 32;

    /// <returns>Probability of as large a distance where there is no difference; null with fewer rows than the covariances need.</returns>
    public static double? PValue(float[][] first, float[][] second, int seed)
    {
        if (first.Length == 0 || Math.Min(first.Length, second.Length) <= Math.Min(first[0].Length, MostDimensions) + 1)
            return null;
        var random = new Random(seed);
        float[][] rows = Projected([.. first, .. second], random);
        double measured = Distance(rows, first.Length), mean = 0, squares = 0;
        for (int i = 0; i < Divisions; i++)
        {
            random.Shuffle(rows);
            double distance = Distance(rows, first.Length);
            (mean, squares) = (mean + distance / Divisions, squares + distance * distance / Divisions);
        }
        double variance = (squares - mean * mean) * Divisions / (Divisions - 1);
        // A sum of weighted chi-squares is near a gamma distribution of the same mean and variance (Satterthwaite 1946).
        return variance <= 0 ? 1 : 1 - Gamma.CDF(mean * mean / variance, mean / variance, measured);
    }

    private static double Distance(float[][] rows, int first)
    {
        int dimensions = rows[0].Length;
        return FrechetDistance.Between(Moments.Of(FlatRows.Of(rows.AsSpan(0, first)), dimensions), Moments.Of(FlatRows.Of(rows.AsSpan(first)), dimensions)).Distance;
    }

    private static float[][] Projected(float[][] rows, Random random)
    {
        int dimensions = rows[0].Length;
        double[] means = new double[dimensions], scales = new double[dimensions];
        for (int j = 0; j < dimensions; j++)
        {
            means[j] = rows.Average(row => (double)row[j]);
            double variance = rows.Average(row => (row[j] - means[j]) * (row[j] - means[j]));
            scales[j] = variance > 0 ? 1 / Math.Sqrt(variance) : 0;
        }
        double[][]? directions = dimensions <= MostDimensions ? null
            : [.. Enumerable.Range(0, MostDimensions).Select(_ => Enumerable.Range(0, dimensions).Select(_ => Normal.Sample(random, 0, 1 / Math.Sqrt(dimensions))).ToArray())];
        return [.. rows.Select(row =>
        {
            double[] scaled = [.. row.Select((value, j) => (value - means[j]) * scales[j])];
            return (float[])(directions is null ? [.. scaled.Select(v => (float)v)] : [.. directions.Select(d => (float)Repeatable.SumOfProducts(d, scaled))]);
        })];
    }
}

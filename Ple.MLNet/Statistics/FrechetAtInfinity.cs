namespace Ple.MLNet.Statistics;

/// <summary>
/// The Frechet distance that infinitely many rows would have: its bias falls as one over the number of rows, so distances of parts of both samples
/// are laid on a straight line over that, whose end is read off (Chong and Forsyth 2020, who leave out rows of the generated side alone).
/// </summary>
internal static class FrechetAtInfinity
{
    private const int Sizes = 8;

    /// <summary>Rows of the smaller side for each dimension, below which the bias does not yet fall as one over the rows.</summary>
    public const int RowsPerDimension = 4;

    /// <returns>Null where there are too few rows.</returns>
    public static double? Between(float[][] real, float[][] generated, int seed)
    {
        int dimensions = real.Length == 0 ? 0 : real[0].Length;
        if (Math.Min(real.Length, generated.Length) < Math.Max(16, RowsPerDimension * dimensions))
            return null;
        var random = new Random(seed);
        double[] inverses = new double[Sizes], distances = new double[Sizes];
        for (int i = 0; i < Sizes; i++)
        {
            // Shares whose inverses are evenly spaced from 1 to 2.
            inverses[i] = 1 + i / (Sizes - 1.0);
            distances[i] = FrechetDistance.Between(Part(real, inverses[i], random), Part(generated, inverses[i], random)).Distance;
        }
        double x = inverses.Average(), y = distances.Average();
        double slope = inverses.Zip(distances, (a, b) => (a - x) * (b - y)).Sum() / inverses.Sum(a => (a - x) * (a - x));
        return y - slope * x;
    }

    private static Moments Part(float[][] rows, double inverse, Random random)
    {
        float[][] shuffled = [.. rows];
        random.Shuffle(shuffled);
        return Moments.Of(FlatRows.Of(shuffled.AsSpan(0, (int)Math.Round(rows.Length / inverse))), rows[0].Length);
    }
}

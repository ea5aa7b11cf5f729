namespace Ple.MLNet.Statistics;

/// <summary>Whether generated rows lie nearer to training rows than other real rows do. Counts are of rows; distances are to the nearest training row.</summary>
/// <param name="Authenticity">The share of generated rows that are farther from their nearest training row than that is from the nearest other training row (Alaa et al. 2022).</param>
/// <param name="DataCopying">The statistic C_T (Meehan et al. 2020, over one cell): the Mann-Whitney z-score of the generated rows' distances against the held-out rows'; far below 0 for copies, far above for rows that avoid the training rows.</param>
/// <param name="Exact">The share of generated rows that equal a training row.</param>
/// <param name="NaturalExact">The same of held-out rows.</param>
/// <param name="Near">The share of generated rows that are as near as the nearest twentieth of held-out rows.</param>
/// <param name="NaturalNear">The same of held-out rows: .05, or more where distances are equal.</param>
internal readonly record struct CopyTest(double Authenticity, double DataCopying, double Exact, double NaturalExact, double Near, double NaturalNear)
{
    private const double NearShare = 0.05;

    /// <param name="training">At least 2 rows.</param>
    /// <param name="heldOut">At least 1 row.</param>
    /// <param name="generated">At least 1 row.</param>
    public static CopyTest Of(float[][] training, float[][] heldOut, float[][] generated)
    {
        double[] amongTraining = PairDistances.ToNeighbor(training, 1);
        (int Row, double Squared)[] made = PairDistances.Nearest(generated, training);
        double[] natural = [.. PairDistances.Nearest(heldOut, training).Select(n => n.Squared).Order()], found = [.. made.Select(n => n.Squared).Order()];
        double near = natural[(int)Math.Ceiling(NearShare * natural.Length) - 1];
        return new(
            made.Count(n => n.Squared > amongTraining[n.Row]) / (double)made.Length,
            MannWhitney(found, natural),
            Share(found, 0), Share(natural, 0), Share(found, near), Share(natural, near));
    }

    /// <summary>The z-score of the number of pairs in which the first is the larger, halves for ties; 0 of distances that are all equal.</summary>
    /// <param name="first">Ascending.</param>
    /// <param name="second">Ascending.</param>
    private static double MannWhitney(double[] first, double[] second)
    {
        double larger = 0;
        for (int i = 0, below = 0, notAbove = 0; i < first.Length; i++)
        {
            while (below < second.Length && second[below] < first[i])
                below++;
            while (notAbove < second.Length && second[notAbove] <= first[i])
                notAbove++;
            larger += below + (notAbove - below) / 2.0;
        }
        double m = first.Length, n = second.Length;
        return (larger - m * n / 2) / Math.Sqrt(m * n * (m + n + 1) / 12);
    }

    private static double Share(double[] distances, double most) => distances.Count(d => d <= most) / (double)distances.Length;
}

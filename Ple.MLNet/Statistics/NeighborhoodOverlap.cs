namespace Ple.MLNet.Statistics;

/// <summary>How far two samples lie within each other's neighborhoods: balls around a sample's points up to their k-th nearest neighbor of the same sample.</summary>
/// <param name="Precision">The share of generated points within a ball of a real one.</param>
/// <param name="Recall">The share of real points within a ball of a generated one.</param>
/// <param name="Density">In how many balls of real points a generated one lies, over k.</param>
/// <param name="Coverage">The share of real points whose ball holds a generated one.</param>
internal readonly record struct NeighborhoodOverlap(double Precision, double Recall, double Density, double Coverage)
{
    /// <param name="real">More than k points.</param>
    /// <param name="generated">More than k points, of the same dimension.</param>
    /// <param name="neighbors">k; the point itself does not count.</param>
    /// <param name="rule">Whether the border belongs to a ball.</param>
    /// <exception cref="ArgumentException">There are too few points, they have different dimensions, or a value is not finite.</exception>
    public static NeighborhoodOverlap Of(float[][] real, float[][] generated, int neighbors, NeighborRule rule = NeighborRule.Prdc)
    {
        if (real.Length <= neighbors || generated.Length <= neighbors)
            throw new ArgumentException($"Neighborhoods of {neighbors} neighbors take more than {neighbors} rows; there are {real.Length} real and {generated.Length} generated ones.");
        if (real[0].Length != generated[0].Length)
            throw new ArgumentException($"Real rows have {real[0].Length} features, generated ones {generated[0].Length}.");
        foreach ((float[][] points, string kind) in ((float[][], string)[])[(real, "real"), (generated, "generated")])
        {
            int row = Array.FindIndex(points, point => !Array.TrueForAll(point, float.IsFinite));
            if (row >= 0)
                throw new ArgumentException($"Row {row} of the {kind} ones holds a feature that is not finite: remove or replace such values first.");
        }
        double[] realRadii = PairDistances.ToNeighbor(real, neighbors), generatedRadii = PairDistances.ToNeighbor(generated, neighbors);
        bool borderCounts = rule == NeighborRule.TorchFidelity;
        int[] ballsAround = new int[generated.Length];
        int recalled = 0, covered = 0;
        Parallel.For(0, real.Length, r =>
        {
            bool isRecalled = false, isCovered = false;
            for (int g = 0; g < generated.Length; g++)
            {
                double squared = PairDistances.Squared(real[r], generated[g]);
                if (squared < realRadii[r] || (borderCounts && squared == realRadii[r]))
                {
                    Interlocked.Increment(ref ballsAround[g]);
                    isCovered = true;
                }
                isRecalled |= squared < generatedRadii[g] || (borderCounts && squared == generatedRadii[g]);
            }
            if (isRecalled)
                Interlocked.Increment(ref recalled);
            if (isCovered)
                Interlocked.Increment(ref covered);
        });
        return new((double)ballsAround.Count(balls => balls > 0) / generated.Length, (double)recalled / real.Length,
            ballsAround.Sum(balls => (long)balls) / ((double)neighbors * generated.Length), (double)covered / real.Length);
    }
}

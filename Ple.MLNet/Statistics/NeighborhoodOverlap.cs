using System.Numerics.Tensors;

namespace Ple.MLNet.Statistics;

/// <summary>How far two samples lie within each other's neighborhoods: balls around a sample's points up to their k-th nearest neighbor of the same sample.</summary>
/// <param name="Precision">The share of generated points within a ball of a real one.</param>
/// <param name="Recall">The share of real points within a ball of a generated one.</param>
/// <param name="Coverage">The share of real points whose ball holds a generated one.</param>
internal readonly record struct NeighborhoodOverlap(double Precision, double Recall, double Coverage)
{
    /// <param name="real">More than k points.</param>
    /// <param name="generated">More than k points, of the same dimension.</param>
    /// <param name="neighbors">k; the point itself does not count.</param>
    /// <exception cref="ArgumentException">There are too few points, they have different dimensions, or a value is not finite.</exception>
    public static NeighborhoodOverlap Of(float[][] real, float[][] generated, int neighbors)
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
        float[] realRadii = Radii(real, neighbors), generatedRadii = Radii(generated, neighbors);
        bool[] isPrecise = new bool[generated.Length];
        int recalled = 0, covered = 0;
        for (int r = 0; r < real.Length; r++)
        {
            bool isRecalled = false, isCovered = false;
            for (int g = 0; g < generated.Length; g++)
            {
                float distance = TensorPrimitives.Distance<float>(real[r], generated[g]);
                if (distance < realRadii[r])
                    isPrecise[g] = isCovered = true;
                isRecalled |= distance < generatedRadii[g];
            }
            (recalled, covered) = (recalled + (isRecalled ? 1 : 0), covered + (isCovered ? 1 : 0));
        }
        return new((double)isPrecise.Count(p => p) / generated.Length, (double)recalled / real.Length, (double)covered / real.Length);
    }

    private static float[] Radii(float[][] points, int neighbors)
    {
        float[] radii = new float[points.Length], distances = new float[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < points.Length; j++)
                distances[j] = TensorPrimitives.Distance<float>(points[i], points[j]);
            Array.Sort(distances);
            radii[i] = distances[neighbors]; // the first is the point's own
        }
        return radii;
    }
}

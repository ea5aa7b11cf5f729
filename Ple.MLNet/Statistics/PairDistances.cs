using System.Numerics;

namespace Ple.MLNet.Statistics;

/// <summary>Squared Euclidean distances of rows, in double precision and by differences: equal rows are 0 apart, and nothing is lost to cancellation as it is by |x|² - 2xy + |y|².</summary>
internal static class PairDistances
{
    public static double Squared(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Vector<double> low = default, high = default;
        int width = Vector<float>.Count, i = 0;
        for (; i + width <= x.Length; i += width)
        {
            Vector.Widen(new Vector<float>(x[i..]), out Vector<double> xLow, out Vector<double> xHigh);
            Vector.Widen(new Vector<float>(y[i..]), out Vector<double> yLow, out Vector<double> yHigh);
            (xLow, xHigh) = (xLow - yLow, xHigh - yHigh);
            (low, high) = (low + xLow * xLow, high + xHigh * xHigh);
        }
        double sum = Vector.Sum(low + high);
        for (; i < x.Length; i++)
        {
            double difference = (double)x[i] - y[i];
            sum += difference * difference;
        }
        return sum;
    }

    /// <summary>Of each row the squared distance to its k-th nearest neighbor among the others.</summary>
    /// <param name="rows">More than k.</param>
    /// <param name="neighbors">k, at least 1.</param>
    public static double[] ToNeighbor(float[][] rows, int neighbors)
    {
        double[] found = new double[rows.Length];
        Parallel.For(0, rows.Length, () => new double[rows.Length], (i, _, distances) =>
        {
            for (int j = 0; j < rows.Length; j++)
                distances[j] = i == j ? -1 : Squared(rows[i], rows[j]);
            Array.Sort(distances);
            found[i] = distances[neighbors]; // the first is the row's own
            return distances;
        }, _ => { });
        return found;
    }

    /// <summary>Of each query the nearest row and the squared distance to it.</summary>
    public static (int Row, double Squared)[] Nearest(float[][] queries, float[][] rows)
    {
        var found = new (int, double)[queries.Length];
        Parallel.For(0, queries.Length, q =>
        {
            (int row, double least) = (-1, double.PositiveInfinity);
            for (int r = 0; r < rows.Length; r++)
            {
                double squared = Squared(queries[q], rows[r]);
                if (squared < least)
                    (row, least) = (r, squared);
            }
            found[q] = (row, least);
        });
        return found;
    }
}

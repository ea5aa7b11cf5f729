using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>The nearest neighbours of a class's rows among themselves, by comparing all pairs.</summary>
internal static class NearestNeighbors
{
    /// <summary>Nearest first, as indices into <paramref name="points"/>.</summary>
    /// <param name="points">The class's rows.</param>
    /// <param name="penalty">What a category that differs adds to the squared distance.</param>
    /// <param name="isAsked">For each row whether its neighbours are asked for; the others get none.</param>
    /// <param name="count">Neighbours: at most the rows less one.</param>
    public static int[][] Find(MixedPoint[] points, double penalty, bool[] isAsked, int count)
    {
        int[][] nearest = new int[points.Length][];
        Parallel.For(0, points.Length, row => nearest[row] = isAsked[row] ? Find(points, penalty, row, count) : []);
        return nearest;
    }

    private static int[] Find(MixedPoint[] points, double penalty, int row, int count)
    {
        double[] distances = new double[count];
        int[] indices = new int[count];
        int found = 0;
        for (int other = 0; other < points.Length; other++)
        {
            if (other == row)
                continue;
            double limit = found < count ? double.PositiveInfinity : distances[count - 1];
            double distance = MixedDistance.Squared(points[row], points[other], penalty, limit);
            if (distance >= limit)
                continue;
            found = Math.Min(found + 1, count);
            int place = found - 1;
            for (; place > 0 && distances[place - 1] > distance; place--)
                (distances[place], indices[place]) = (distances[place - 1], indices[place - 1]);
            (distances[place], indices[place]) = (distance, other);
        }
        return indices;
    }
}

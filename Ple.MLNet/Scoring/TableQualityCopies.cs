using System.Runtime.InteropServices;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Counts copies of training rows.</summary>
internal static class TableQualityCopies
{
    private const double NearShare = 0.05;

    /// <param name="encoding">Fitted on training rows.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="synthetic">Synthetic rows.</param>
    /// <param name="heldOut">Real rows that were not trained on; null if there are none.</param>
    /// <param name="mostQueries">Rows of each table whose nearest training row is looked for.</param>
    public static TableQualityDuplicates Count(TableEncoding encoding, FieldTable training, FieldTable synthetic, FieldTable? heldOut, int mostQueries)
    {
        Dictionary<string, int> known = Enumerable.Range(0, training.Count).CountBy(r => Key(training[r])).ToDictionary();
        (int, int) exact = Count(synthetic, r => known.ContainsKey(Key(synthetic[r])));
        (int, int) naturalExact = heldOut is null ? Count(training, r => known[Key(training[r])] > 1) : Count(heldOut, r => known.ContainsKey(Key(heldOut[r])));

        var distance = new MixedDistance(training, encoding);
        MixedPoint[] points = [.. Enumerable.Range(0, training.Count).Select(r => distance.ToPoint(training[r]))];
        double penalty = distance.Penalty(points);
        double[] natural = [.. Distances(heldOut ?? training, isTraining: heldOut is null).Order()];
        double near = natural[(int)Math.Ceiling(NearShare * natural.Length) - 1];
        double[] found = Distances(synthetic, isTraining: false);
        return new(exact, naturalExact, (found.Count(d => d <= near), found.Length), (natural.Count(d => d <= near), natural.Length));

        // Tables are drawn at random already where they are long, but their rows may be in any order: take them evenly.
        double[] Distances(FieldTable table, bool isTraining)
        {
            int queries = Math.Min(table.Count, mostQueries);
            double[] distances = new double[queries];
            Parallel.For(0, queries, i =>
            {
                int row = (int)((long)i * table.Count / queries);
                distances[i] = Nearest(distance.ToPoint(table[row]), points, penalty, isTraining ? row : -1);
            });
            return distances;
        }
    }

    private static double Nearest(MixedPoint query, MixedPoint[] points, double penalty, int self)
    {
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < points.Length; i++)
        {
            if (i != self)
                nearest = Math.Min(nearest, MixedDistance.Squared(query, points[i], penalty, nearest));
        }
        return nearest;
    }

    private static (int Hits, int Rows) Count(FieldTable table, Func<int, bool> isCopy) => (Enumerable.Range(0, table.Count).Count(isCopy), table.Count);

    // Equal rows have equal keys and no others have.
    private static string Key(ReadOnlySpan<double> row) => new(MemoryMarshal.Cast<double, char>(row));
}

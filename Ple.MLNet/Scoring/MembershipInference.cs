using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Attacks that guess from synthetic rows who was in the training data.</summary>
internal static class MembershipInference
{
    /// <summary>Held-out rows that it takes at least: half are the attacker's, half are tried.</summary>
    public const int FewestHeldOut = 100;

    private const int Neighbors = 5, RowsForOnePercent = 500;

    /// <param name="encoding">Fitted on training rows.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="synthetic">Synthetic rows: as many as the densities have neighbors at least, or they share the last.</param>
    /// <param name="heldOut">At least <see cref="FewestHeldOut"/> real rows that were not trained on.</param>
    /// <param name="most">Rows that are tried, of training and of held-out ones.</param>
    public static IReadOnlyList<TableQualityMembership> Of(TableEncoding encoding, FieldTable training, FieldTable synthetic, FieldTable heldOut, int most)
    {
        var random = new Random(Seeds.Derive(encoding.Seed, SeedPurpose.MembershipRows));
        int[] members = Shuffled(training.Count), others = Shuffled(heldOut.Count);
        int known = others.Length / 2, tried = Math.Min(most, Math.Min(members.Length, others.Length - known));
        var distance = new MixedDistance(training, encoding);
        MixedPoint[] made = Points(synthetic, Enumerable.Range(0, synthetic.Count)), reference = Points(heldOut, others.Take(known));
        MixedPoint[] queries = [.. Points(training, members.Take(tried)), .. Points(heldOut, others.Skip(known).Take(tried))];
        double penalty = distance.Penalty(Points(training, Enumerable.Range(0, training.Count)));

        double[] nearness = new double[queries.Length], density = new double[queries.Length];
        Parallel.For(0, queries.Length, i =>
        {
            double[] fromMade = Nearest(queries[i], made, penalty), fromReference = Nearest(queries[i], reference, penalty);
            nearness[i] = -Math.Sqrt(fromMade[0]);
            // The distance of a neighbor is small where rows are dense; 1e-9 keeps copies finite.
            density[i] = fromReference.Zip(fromMade, (r, m) => Math.Log((r + 1e-9) / (m + 1e-9))).Average();
        });
        return [Judge("Distance", nearness), Judge("DensityRatio", density)];

        int[] Shuffled(int count)
        {
            int[] order = [.. Enumerable.Range(0, count)];
            random.Shuffle(order);
            return order;
        }

        MixedPoint[] Points(FieldTable table, IEnumerable<int> rows) => [.. rows.Select(r => distance.ToPoint(table[r]))];

        TableQualityMembership Judge(string attack, double[] scores)
        {
            double auc = Ranking.AreaUnderCurve(scores, Enumerable.Range(0, scores.Length).Select(i => i < tried));
            double falseRate = tried >= RowsForOnePercent ? 0.01 : 0.05;
            double cut = scores.Skip(tried).OrderDescending().ElementAt((int)(falseRate * tried));
            return new(attack, auc, Ranking.StandardError(auc, tried), scores.Take(tried).Count(s => s > cut) / (double)tried, falseRate, tried);
        }
    }

    /// <summary>The squared distances of the nearest points, ascending.</summary>
    private static double[] Nearest(MixedPoint query, MixedPoint[] points, double penalty)
    {
        double[] nearest = new double[Math.Min(Neighbors, points.Length)];
        Array.Fill(nearest, double.PositiveInfinity);
        foreach (MixedPoint point in points)
        {
            double found = MixedDistance.Squared(query, point, penalty, nearest[^1]);
            if (found >= nearest[^1])
                continue;
            int place = nearest.Length - 1;
            for (; place > 0 && nearest[place - 1] > found; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = found;
        }
        return nearest;
    }
}

namespace Ple.MLNet.Tables;

/// <summary>Deals whole groups of rows to folds: the largest first, each to the fold whose mix of classes then lies nearest to the others' (the rule of scikit-learn's StratifiedGroupKFold).</summary>
internal static class GroupDeal
{
    /// <returns>The fold of each row.</returns>
    public static int[] Of(int[] labels, int[] groups, int folds, Random random)
    {
        int[] known = [.. labels.Distinct().Order()];
        double[] totals = [.. known.Select(label => (double)labels.Count(l => l == label))];
        (int Group, double[] Counts)[] rows = [.. labels.Zip(groups).GroupBy(r => r.Second).Select(g => (g.Key, Share(g.Select(r => r.First), known, totals)))];
        random.Shuffle(rows);
        double[][] filled = [.. Enumerable.Range(0, folds).Select(_ => new double[known.Length])];
        var foldOfGroup = new Dictionary<int, int>();
        foreach ((int group, double[] counts) in rows.OrderByDescending(r => r.Counts.Max()))
        {
            int best = Enumerable.Range(0, folds).MinBy(fold => (Imbalance(filled, fold, counts), filled[fold].Sum()));
            foldOfGroup[group] = best;
            for (int i = 0; i < counts.Length; i++)
                filled[best][i] += counts[i];
        }
        return Array.ConvertAll(groups, group => foldOfGroup[group]);
    }

    private static double[] Share(IEnumerable<int> labels, int[] known, double[] totals)
    {
        double[] shares = new double[known.Length];
        foreach (int label in labels)
        {
            int index = Array.BinarySearch(known, label);
            shares[index] += 1 / totals[index];
        }
        return shares;
    }

    /// <summary>The variance over folds of the share of each class, summed, if a group went to one of them.</summary>
    private static double Imbalance(double[][] filled, int fold, double[] counts)
    {
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double mean = 0, square = 0;
            for (int f = 0; f < filled.Length; f++)
            {
                double share = filled[f][i] + (f == fold ? counts[i] : 0);
                (mean, square) = (mean + share / filled.Length, square + share * share / filled.Length);
            }
            sum += square - mean * mean;
        }
        return sum;
    }
}

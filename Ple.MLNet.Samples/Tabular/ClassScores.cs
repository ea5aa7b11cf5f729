namespace Ple.MLNet.Samples.Tabular;

/// <summary>How well a classifier's probabilities find classes: of the rare class where there are two, else the mean over classes, one against the rest.</summary>
/// <param name="AveragePrecision">Area under the precision-recall curve, as steps.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="F1">Of the decisions.</param>
/// <param name="BalancedAccuracy">Mean recall over all classes, of the decisions.</param>
internal sealed record ClassScores(double AveragePrecision, double RocAuc, double F1, double BalancedAccuracy)
{
    /// <param name="probabilities">[row][class]; the most frequent class first.</param>
    /// <param name="labels">Class of each row.</param>
    /// <param name="weights">A row is taken to be of the class with the largest probability / weight: 1 for all, or the prevalence of each.</param>
    public static ClassScores Of(float[][] probabilities, int[] labels, double[] weights)
    {
        int[] decisions = [.. probabilities.Select(p => Enumerable.Range(0, weights.Length).MaxBy(c => p[c] / weights[c]))];
        int[] classes = [.. Enumerable.Range(0, weights.Length)];
        int[] scored = classes.Length == 2 ? [1] : classes;
        (double Precision, double Auc)[] ranked = [.. scored.Select(c => Rank([.. probabilities.Select(p => p[c])], [.. labels.Select(l => l == c)]))];
        return new(ranked.Average(r => r.Precision), ranked.Average(r => r.Auc), scored.Average(F1Of), classes.Average(Recall));

        double Recall(int c) => Hits(c) / labels.Count(l => l == c);
        double F1Of(int c) => 2 * Hits(c) / (labels.Count(l => l == c) + decisions.Count(d => d == c));
        double Hits(int c) => labels.Zip(decisions).Count(p => p.First == c && p.Second == c);
    }

    /// <summary>Rows with equal scores count as one step.</summary>
    private static (double Precision, double Auc) Rank(float[] scores, bool[] labels)
    {
        Array.Sort(scores, labels, Comparer<float>.Create((a, b) => b.CompareTo(a)));
        double positives = labels.Count(l => l), negatives = labels.Length - positives;
        (double truePositives, double precision, double auc) = (0, 0, 0);
        for (int start = 0, end; start < scores.Length; start = end)
        {
            for (end = start + 1; end < scores.Length && scores[end] == scores[start];)
                end++;
            int found = labels[start..end].Count(l => l);
            precision += found / positives * (truePositives + found) / end;
            auc += (end - start - found) / negatives * (truePositives + found / 2.0) / positives;
            truePositives += found;
        }
        return (precision, auc);
    }
}

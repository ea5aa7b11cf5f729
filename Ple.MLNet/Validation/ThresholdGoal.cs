using System.Globalization;

namespace Ple.MLNet.Validation;

/// <summary>What a cut of a two-class model's probability is chosen for; of more classes, what offsets are: F1 (mean over classes), balanced accuracy or accuracy.</summary>
public sealed class ThresholdGoal
{
    /// <summary>Of true positives, false positives, positives and negatives; higher is better, NaN is never chosen.</summary>
    private readonly Func<double, double, double, double, double> _value;
    private readonly string _text, _otherwise;

    private readonly ClassMetric? _ofMany;

    private ThresholdGoal(string text, Func<double, double, double, double, double> value, string otherwise = "", ClassMetric? ofMany = null) => (_text, _value, _otherwise, _ofMany) = (text, value, otherwise, ofMany);

    /// <summary>The harmonic mean of precision and recall of the positive class.</summary>
    public static ThresholdGoal F1 { get; } = new("F1", (tp, fp, p, _) => 2 * tp / (tp + fp + p), ofMany: ClassMetric.F1);

    /// <summary>The mean of the recalls of both classes.</summary>
    public static ThresholdGoal BalancedAccuracy { get; } = new("balanced accuracy", (tp, fp, p, n) => (tp / p + 1 - fp / n) / 2, ofMany: ClassMetric.BalancedAccuracy);

    /// <summary>Recall of the positive class less the share of negatives that are called positive (Youden 1950): the cut of <see cref="BalancedAccuracy"/>, on another scale.</summary>
    public static ThresholdGoal Youden { get; } = new("Youden's J", (tp, fp, p, n) => tp / p - fp / n);

    /// <summary>The share of rows named rightly.</summary>
    public static ThresholdGoal Accuracy { get; } = new("accuracy", (tp, fp, p, n) => (tp + n - fp) / (p + n), ofMany: ClassMetric.Accuracy);

    /// <summary>F1's kin in which recall counts β times as much as precision.</summary>
    /// <param name="beta">Above 0.</param>
    public static ThresholdGoal FBeta(double beta) => beta > 0 && double.IsFinite(beta)
        ? new(Invariant($"F{beta:0.###}"), (tp, fp, p, _) => (1 + beta * beta) * tp / (beta * beta * p + tp + fp))
        : throw new ArgumentOutOfRangeException(nameof(beta), beta, "β must be a finite number above 0.");

    /// <summary>The highest precision among cuts that find at least this share of the positives.</summary>
    /// <param name="recall">Above 0, at most 1.</param>
    public static ThresholdGoal RecallAtLeast(double recall)
    {
        CheckShare(recall, nameof(recall));
        return new(Invariant($"precision at a recall of {recall:0.###} or more"), (tp, fp, p, _) => tp / p >= recall ? tp / (tp + fp) : double.NaN);
    }

    /// <summary>The highest recall among cuts whose positives are right at least this often; where there is none, fitting fails.</summary>
    /// <param name="precision">Above 0, at most 1.</param>
    public static ThresholdGoal PrecisionAtLeast(double precision)
    {
        CheckShare(precision, nameof(precision));
        return new(Invariant($"recall at a precision of {precision:0.###} or more"), (tp, fp, p, _) => tp / (tp + fp) >= precision ? tp / p : double.NaN, "No cut reaches it on held-out rows: ask for less.");
    }

    /// <summary>The least mean cost of a row. Of probabilities that are right, the cut is c / (c + d) for c the cost of a false positive less that of a true negative, and d that of a false negative less that of a
    /// true positive (Elkan 2001).</summary>
    /// <param name="falsePositive">Cost of a negative row that is called positive.</param>
    /// <param name="falseNegative">Cost of a positive row that is called negative.</param>
    /// <param name="truePositive">Cost of a positive row that is found; below 0 for a gain. Default 0.</param>
    /// <param name="trueNegative">Cost of a negative row that is left alone. Default 0.</param>
    public static ThresholdGoal Cost(double falsePositive, double falseNegative, double truePositive = 0, double trueNegative = 0)
    {
        if (!(falsePositive > trueNegative && falseNegative > truePositive && double.IsFinite(falsePositive - trueNegative) && double.IsFinite(falseNegative - truePositive)))
            throw new ArgumentException("Errors must cost more than what they miss: falsePositive more than trueNegative, and falseNegative more than truePositive.");
        return new(Invariant($"cost (false positive {falsePositive:g4}, false negative {falseNegative:g4})"),
            (tp, fp, p, n) => -(tp * truePositive + fp * falsePositive + (p - tp) * falseNegative + (n - fp) * trueNegative) / (p + n));
    }

    /// <summary>The same for more than two classes.</summary>
    /// <exception cref="ArgumentException">It has no meaning there.</exception>
    internal ClassMetric OfManyClasses => _ofMany ?? throw new ArgumentException($"{_text} is of two classes: of more, take {nameof(F1)}, {nameof(BalancedAccuracy)} or {nameof(Accuracy)}.");

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>The best cut: rows at or above it are positive. It lies between two scores, halfway; of equally good ones the highest.</summary>
    /// <param name="scores">Of each row, finite.</param>
    /// <param name="labels">Whether it is positive; there are both.</param>
    /// <exception cref="InvalidOperationException">No cut reaches the goal.</exception>
    internal (double Cut, double Value) Find(double[] scores, bool[] labels)
    {
        (double[] sorted, bool[] positive) = ((double[])scores.Clone(), (bool[])labels.Clone());
        Array.Sort(sorted, positive, Comparer<double>.Create((a, b) => b.CompareTo(a)));
        double positives = positive.Count(l => l), negatives = positive.Length - positives, truePositives = 0, falsePositives = 0;
        (double cut, double best) = (double.NaN, double.NegativeInfinity);
        Consider(MathF.BitIncrement((float)sorted[0])); // nobody is positive
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
                (truePositives, falsePositives) = positive[end] ? (truePositives + 1, falsePositives) : (truePositives, falsePositives + 1);
            Consider(end < sorted.Length ? Between(sorted[end], sorted[start]) : sorted[start]);
        }
        return double.IsFinite(best) ? (cut, best) : throw new InvalidOperationException($"No cut can be chosen for {_text}. {_otherwise}".TrimEnd());

        void Consider(double candidate)
        {
            if (_value(truePositives, falsePositives, positives, negatives) is var value && value > best)
                (cut, best) = (candidate, value);
        }
    }

    /// <summary>Halfway; where a Single, as which models score and cut, does not part the two, the upper one itself.</summary>
    private static double Between(double lower, double upper) => (lower + upper) / 2 is var half && (float)half > lower && (float)half <= upper ? half : upper;

    /// <summary>What a given cut is worth.</summary>
    internal double ValueAt(double cut, double[] scores, bool[] labels)
    {
        double positives = labels.Count(l => l), truePositives = 0, falsePositives = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= cut)
                (truePositives, falsePositives) = labels[i] ? (truePositives + 1, falsePositives) : (truePositives, falsePositives + 1);
        }
        return _value(truePositives, falsePositives, positives, labels.Length - positives);
    }

    private static void CheckShare(double share, string name)
    {
        if (!(share is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, share, "A share must lie above 0 and be at most 1.");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

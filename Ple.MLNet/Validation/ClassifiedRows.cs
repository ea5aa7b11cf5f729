namespace Ple.MLNet.Validation;

/// <summary>Rows with their classes, as they are and as a model has them; every metric is a function of how often each row counts.</summary>
internal sealed class ClassifiedRows
{
    private const double Smallest = 1e-15;
    private const int Bins = 10, NewtonSteps = 25;

    private readonly int _classes;
    private readonly int[] _labels, _predictions, _scored;
    private readonly double[][]? _probabilities; // [class][row]
    private readonly int[][]? _orders;

    /// <param name="classes">Number of classes.</param>
    /// <param name="positive">Of two classes the positive one; -1 for more.</param>
    /// <param name="labels">Class of each row.</param>
    /// <param name="predictions">As the model names it; -1 for one that no row has.</param>
    /// <param name="probabilities">[class][row]; null for none.</param>
    public ClassifiedRows(int classes, int positive, int[] labels, int[] predictions, double[][]? probabilities)
    {
        (_classes, _labels, _predictions, _probabilities) = (classes, labels, predictions, probabilities);
        _scored = positive >= 0 ? [positive] : [.. Enumerable.Range(0, classes)];
        _orders = probabilities is null ? null : [.. _scored.Select(c => Order(probabilities[c]))];
    }

    public int Count => _labels.Length;

    /// <summary>[actual][predicted]; the last column counts predictions of no known class.</summary>
    public long[][] Confusion(int[]? times = null)
    {
        long[][] matrix = [.. Enumerable.Range(0, _classes).Select(_ => new long[_classes + 1])];
        for (int i = 0; i < _labels.Length; i++)
            matrix[_labels[i]][_predictions[i] < 0 ? _classes : _predictions[i]] += times?[i] ?? 1;
        return matrix;
    }

    /// <summary>All metrics, in the order of <see cref="ClassMetric"/>; NaN for what cannot be computed.</summary>
    public double[] Metrics(int[]? times = null)
    {
        long[][] matrix = Confusion(times);
        double rows = matrix.Sum(r => r.Sum());
        double Actual(int c) => matrix[c].Sum();
        double Named(int c) => matrix.Sum(r => r[c]);
        double[] values = new double[Enum.GetValues<ClassMetric>().Length];
        Array.Fill(values, double.NaN);
        values[(int)ClassMetric.Accuracy] = Enumerable.Range(0, _classes).Sum(c => matrix[c][c]) / rows;
        values[(int)ClassMetric.BalancedAccuracy] = Enumerable.Range(0, _classes).Where(c => Actual(c) > 0).Average(c => matrix[c][c] / Actual(c));
        values[(int)ClassMetric.Precision] = _scored.Average(c => Named(c) > 0 ? matrix[c][c] / Named(c) : 0);
        values[(int)ClassMetric.Recall] = _scored.Average(c => Actual(c) > 0 ? matrix[c][c] / Actual(c) : double.NaN);
        values[(int)ClassMetric.F1] = _scored.Average(c => Actual(c) + Named(c) > 0 ? 2 * matrix[c][c] / (Actual(c) + Named(c)) : 0);
        if (_probabilities is null)
            return values;
        (double Precision, double Auc)[] ranks = [.. _scored.Zip(_orders!, (c, order) => Rank(c, order, times))];
        values[(int)ClassMetric.AveragePrecision] = ranks.Average(r => r.Precision);
        values[(int)ClassMetric.RocAuc] = ranks.Average(r => r.Auc);
        (double brier, double loss) = (0, 0);
        for (int i = 0; i < _labels.Length; i++)
        {
            double time = times?[i] ?? 1;
            if (time == 0)
                continue;
            for (int c = 0; c < _classes; c++)
            {
                double difference = _probabilities[c][i] - (c == _labels[i] ? 1 : 0);
                brier += time * difference * difference;
            }
            loss -= time * Math.Log(Math.Clamp(_probabilities[_labels[i]][i], Smallest, 1 - Smallest));
        }
        values[(int)ClassMetric.BrierScore] = brier / rows / (_scored.Length == 1 ? 2 : 1);
        values[(int)ClassMetric.LogLoss] = loss / rows;
        values[(int)ClassMetric.CalibrationSlope] = _scored.Average(c => Slope(c, times));
        values[(int)ClassMetric.CalibrationError] = CalibrationError(times) / rows;
        values[(int)ClassMetric.ProbabilityRatio] = _scored.Average(c =>
        {
            double sum = 0;
            for (int i = 0; i < _labels.Length; i++)
                sum += (times?[i] ?? 1) * _probabilities[c][i];
            return sum / Actual(c);
        });
        return values;
    }

    private static int[] Order(double[] scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(Array.ConvertAll(scores, s => -s), order);
        return order;
    }

    /// <summary>Rows with equal scores count as one step.</summary>
    private (double Precision, double Auc) Rank(int positive, int[] order, int[]? times)
    {
        double[] scores = _probabilities![positive];
        double positives = 0, negatives = 0, truePositives = 0, named = 0, precision = 0, auc = 0;
        for (int i = 0; i < _labels.Length; i++)
            (positives, negatives) = _labels[i] == positive ? (positives + (times?[i] ?? 1), negatives) : (positives, negatives + (times?[i] ?? 1));
        for (int start = 0, end; start < order.Length; start = end)
        {
            double found = 0, all = 0;
            for (end = start; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
            {
                double time = times?[order[end]] ?? 1;
                (found, all) = (found + (_labels[order[end]] == positive ? time : 0), all + time);
            }
            if (all == 0)
                continue;
            named += all;
            precision += found * (truePositives + found) / named;
            auc += (all - found) * (truePositives + found / 2);
            truePositives += found;
        }
        return (precision / positives, auc / positives / negatives);
    }

    /// <summary>Newton's method; NaN where it does not converge, as of classes that the probability separates.</summary>
    private double Slope(int positive, int[]? times)
    {
        (double slope, double intercept) = (1, 0);
        for (int step = 0; step < NewtonSteps; step++)
        {
            double gradient0 = 0, gradient1 = 0, h00 = 0, h01 = 0, h11 = 0;
            for (int i = 0; i < _labels.Length; i++)
            {
                double time = times?[i] ?? 1, p = Math.Clamp(_probabilities![positive][i], Smallest, 1 - Smallest), x = Math.Log(p / (1 - p));
                double fitted = 1 / (1 + Math.Exp(-(intercept + slope * x))), error = time * ((_labels[i] == positive ? 1 : 0) - fitted), weight = time * fitted * (1 - fitted);
                (gradient0, gradient1) = (gradient0 + error, gradient1 + error * x);
                (h00, h01, h11) = (h00 + weight, h01 + weight * x, h11 + weight * x * x);
            }
            double determinant = h00 * h11 - h01 * h01;
            if (!(determinant > 1e-12))
                return double.NaN;
            double byIntercept = (h11 * gradient0 - h01 * gradient1) / determinant, bySlope = (h00 * gradient1 - h01 * gradient0) / determinant;
            (intercept, slope) = (intercept + byIntercept, slope + bySlope);
            if (Math.Abs(bySlope) < 1e-10 && Math.Abs(byIntercept) < 1e-10)
                return slope;
        }
        return double.NaN;
    }

    private double CalibrationError(int[]? times)
    {
        double[] probability = new double[Bins], right = new double[Bins];
        for (int i = 0; i < _labels.Length; i++)
        {
            int c = _scored.Length == 1 ? _scored[0] : Math.Max(0, _predictions[i]);
            double p = _probabilities![c][i], time = times?[i] ?? 1;
            int bin = Math.Clamp((int)(p * Bins), 0, Bins - 1);
            (probability[bin], right[bin]) = (probability[bin] + time * p, right[bin] + (_labels[i] == c ? time : 0));
        }
        return probability.Zip(right).Sum(b => Math.Abs(b.First - b.Second));
    }
}

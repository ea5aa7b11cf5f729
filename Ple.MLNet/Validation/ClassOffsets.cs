namespace Ple.MLNet.Validation;

/// <summary>What is added to the log of each class's probability before the largest is taken: a shift of the prior, tuned on rows that the model was not fitted to.</summary>
internal static class ClassOffsets
{
    private const double Smallest = 1e-15, LeastGain = 1e-12;
    private const int Sweeps = 20;

    /// <summary>Coordinate ascent, each class's offset by an exact search over all rows; from no offsets and from those of equal priors, the better.</summary>
    /// <param name="goal">Accuracy, balanced accuracy or F1.</param>
    /// <param name="probabilities">[class][row]</param>
    /// <param name="labels">Class of each row; every class has rows.</param>
    public static double[] Find(ClassMetric goal, double[][] probabilities, int[] labels)
    {
        double[][] logs = Array.ConvertAll(probabilities, p => Array.ConvertAll(p, v => Math.Log(Math.Max(v, Smallest))));
        double[] actual = new double[logs.Length];
        foreach (int label in labels)
            actual[label]++;
        double[] none = new double[logs.Length], equal = Array.ConvertAll(actual, a => Math.Log(labels.Length / (actual.Length * Math.Max(1, a))));
        (double[] plain, double ofPlain) = Climb(goal, logs, labels, actual, none);
        (double[] shifted, double ofShifted) = Climb(goal, logs, labels, actual, equal);
        double[] best = ofShifted > ofPlain + LeastGain ? shifted : plain;
        return Array.ConvertAll(best, o => o - best.Average());
    }

    /// <summary>The class of each row: the largest of log-probability and offset.</summary>
    public static int[] Name(double[][] probabilities, double[] offsets)
    {
        double[] weights = Array.ConvertAll(offsets, Math.Exp);
        return [.. Enumerable.Range(0, probabilities[0].Length).Select(row =>
        {
            int best = 0;
            for (int c = 1; c < weights.Length; c++)
            {
                if (probabilities[c][row] * weights[c] > probabilities[best][row] * weights[best])
                    best = c;
            }
            return best;
        })];
    }

    private static (double[] Offsets, double Value) Climb(ClassMetric goal, double[][] logs, int[] labels, double[] actual, double[] start)
    {
        double[] offsets = [.. start];
        double value = double.NegativeInfinity;
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double before = value;
            for (int c = 0; c < offsets.Length; c++)
                (offsets[c], value) = Search(goal, logs, labels, actual, offsets, c);
            if (value <= before + LeastGain)
                break;
        }
        return (offsets, value);
    }

    /// <summary>All values of one offset at which a row changes its name; the present one stays where none is better.</summary>
    private static (double Offset, double Value) Search(ClassMetric goal, double[][] logs, int[] labels, double[] actual, double[] offsets, int of)
    {
        int rows = labels.Length;
        double[] turns = new double[rows]; // named `of` above it
        int[] otherwise = new int[rows], order = new int[rows];
        double[] right = new double[offsets.Length], named = new double[offsets.Length];
        for (int row = 0; row < rows; row++)
        {
            int best = of == 0 ? 1 : 0;
            for (int c = 0; c < offsets.Length; c++)
            {
                if (c != of && logs[c][row] + offsets[c] > logs[best][row] + offsets[best])
                    best = c;
            }
            (turns[row], otherwise[row], order[row]) = (logs[best][row] + offsets[best] - logs[of][row], best, row);
            named[best]++;
            right[best] += labels[row] == best ? 1 : 0;
        }
        double now = offsets[of], valueNow = double.NegativeInfinity, bestOffset = now, bestValue = double.NegativeInfinity;
        Array.Sort(turns, order);
        for (int next = 0; next <= rows; next++)
        {
            // Rows before `next` are named `of`: the offset lies between their turns and the next one.
            double low = next == 0 ? double.NegativeInfinity : turns[next - 1], high = next == rows ? double.PositiveInfinity : turns[next];
            if (low < high)
            {
                double value = Value(goal, right, named, actual, rows);
                if (low < now && now <= high)
                    valueNow = value;
                if (next is > 0 && next < rows && value > bestValue)
                    (bestOffset, bestValue) = ((low + high) / 2, value);
            }
            if (next == rows)
                break;
            int row = order[next], label = labels[row], from = otherwise[row];
            named[from]--;
            named[of]++;
            right[from] -= label == from ? 1 : 0;
            right[of] += label == of ? 1 : 0;
        }
        return bestValue > valueNow + LeastGain ? (bestOffset, bestValue) : (now, valueNow);
    }

    private static double Value(ClassMetric goal, double[] right, double[] named, double[] actual, int rows)
    {
        double sum = 0;
        for (int c = 0; c < actual.Length; c++)
        {
            sum += goal switch
            {
                ClassMetric.Accuracy => right[c] / rows,
                ClassMetric.BalancedAccuracy => right[c] / Math.Max(1, actual[c]) / actual.Length,
                _ => 2 * right[c] / Math.Max(1, actual[c] + named[c]) / actual.Length,
            };
        }
        return sum;
    }
}

using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>
/// The squared distance of SMOTE-NC: numbers divided by their standard deviation over the whole table; each category that differs adds the
/// square of the median over the numbers of their standard deviation within the class. A missing number stands at the mean.
/// </summary>
internal sealed class MixedDistance
{
    private readonly int[] _numbers;
    private readonly int[] _categories;
    private readonly double[] _means;
    private readonly double[] _deviations;

    public MixedDistance(FieldTable table, TableEncoding encoding)
    {
        int[] fields = [.. Enumerable.Range(0, encoding.FieldCount).Where(f => f != encoding.ConditionField)];
        _categories = [.. fields.Where(f => encoding.Codes[f] is CategoryCode)];
        int[] allRows = [.. Enumerable.Range(0, table.Count)];
        (int Field, double Mean, double Deviation)[] numbers = [.. fields.Where(f => encoding.Codes[f] is NumberCode)
            .Select(f => (f, Moments(allRows.Select(r => table[r][f]))))
            .Where(n => n.Item2.Deviation > 0)
            .Select(n => (n.f, n.Item2.Mean, n.Item2.Deviation))];
        _numbers = [.. numbers.Select(n => n.Field)];
        _means = [.. numbers.Select(n => n.Mean)];
        _deviations = [.. numbers.Select(n => n.Deviation)];
    }

    /// <summary>The nearest other rows of the class, nearest first, as indices into <paramref name="members"/>.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="members">The positions of the class's rows.</param>
    /// <param name="isAsked">For each member whether its neighbours are asked for; the others get none.</param>
    /// <param name="count">Neighbours: at most the members less one.</param>
    public int[][] FindNearest(FieldTable table, int[] members, bool[] isAsked, int count)
    {
        float[][] points = [.. members.Select(m => Standardize(table[m]))];
        int[][] categories = [.. members.Select(m => Categories(table[m]))];
        double penalty = Penalty(points);
        int[][] nearest = new int[members.Length][];
        Parallel.For(0, members.Length, row => nearest[row] = isAsked[row] ? FindNearest(points, categories, penalty, row, count) : []);
        return nearest;
    }

    private static int[] FindNearest(float[][] points, int[][] categories, double penalty, int row, int count)
    {
        double[] distances = new double[count];
        int[] indices = new int[count];
        int found = 0;
        for (int other = 0; other < points.Length; other++)
        {
            if (other == row)
                continue;
            double limit = found < count ? double.PositiveInfinity : distances[count - 1];
            double distance = Squared(points[row], points[other], categories[row], categories[other], penalty, limit);
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

    private static double Squared(float[] a, float[] b, int[] categoriesOfA, int[] categoriesOfB, double penalty, double limit)
    {
        double sum = 0;
        for (int i = 0; i < a.Length && sum < limit; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        for (int i = 0; i < categoriesOfA.Length && sum < limit; i++)
            sum += categoriesOfA[i] == categoriesOfB[i] ? 0 : penalty;
        return sum;
    }

    private double Penalty(float[][] points)
    {
        if (_numbers.Length == 0)
            return 1;
        double[] deviations = [.. Enumerable.Range(0, _numbers.Length).Select(i => Moments(points.Select(p => (double)p[i])).Deviation).Order()];
        double median = (deviations[(deviations.Length - 1) / 2] + deviations[deviations.Length / 2]) / 2;
        return median * median;
    }

    private float[] Standardize(ReadOnlySpan<double> row)
    {
        float[] point = new float[_numbers.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double value = row[_numbers[i]];
            point[i] = double.IsNaN(value) ? 0 : (float)((value - _means[i]) / _deviations[i]);
        }
        return point;
    }

    private int[] Categories(ReadOnlySpan<double> row)
    {
        int[] categories = new int[_categories.Length];
        for (int i = 0; i < categories.Length; i++)
            categories[i] = double.IsNaN(row[_categories[i]]) ? -1 : (int)row[_categories[i]];
        return categories;
    }

    private static (double Mean, double Deviation) Moments(IEnumerable<double> values)
    {
        (long count, double mean, double squares) = (0, 0, 0);
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                continue;
            double before = value - mean;
            mean += before / ++count;
            squares += before * (value - mean);
        }
        return (mean, count > 1 ? Math.Sqrt(squares / (count - 1)) : 0);
    }
}

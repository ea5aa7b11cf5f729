namespace Ple.MLNet.Tables;

/// <summary>
/// The squared distance of SMOTE-NC (Chawla et al. 2002, section 6.1): numbers divided by their standard deviation over a whole table; each
/// category that differs adds a penalty. A missing number stands at the mean. The condition has no part in it.
/// </summary>
internal sealed class MixedDistance
{
    private readonly int[] _categories;
    private readonly (int Field, double Mean, double Deviation)[] _numbers;

    /// <param name="table">The rows whose standard deviations are the unit.</param>
    /// <param name="encoding">What the fields mean.</param>
    public MixedDistance(FieldTable table, TableEncoding encoding)
    {
        int[] fields = [.. Enumerable.Range(0, encoding.FieldCount).Where(f => f != encoding.ConditionField)];
        _categories = [.. fields.Where(f => encoding.Codes[f] is CategoryCode)];
        _numbers = [.. fields.Where(f => encoding.Codes[f] is NumberCode)
            .Select(f => (f, Moments(Enumerable.Range(0, table.Count).Select(r => table[r][f]))))
            .Where(n => n.Item2.Deviation > 0)
            .Select(n => (n.f, n.Item2.Mean, n.Item2.Deviation))];
    }

    public MixedPoint ToPoint(ReadOnlySpan<double> row)
    {
        float[] numbers = new float[_numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            double value = row[_numbers[i].Field];
            numbers[i] = double.IsNaN(value) ? 0 : (float)((value - _numbers[i].Mean) / _numbers[i].Deviation);
        }
        int[] categories = new int[_categories.Length];
        for (int i = 0; i < categories.Length; i++)
            categories[i] = double.IsNaN(row[_categories[i]]) ? -1 : (int)row[_categories[i]];
        return new(numbers, categories);
    }

    /// <summary>What a category that differs adds: the squared median of the numbers' standard deviations among these points; 1 without numbers.</summary>
    public double Penalty(MixedPoint[] points)
    {
        if (_numbers.Length == 0)
            return 1;
        double[] deviations = [.. Enumerable.Range(0, _numbers.Length).Select(i => Moments(points.Select(p => (double)p.Numbers[i])).Deviation).Order()];
        double median = (deviations[(deviations.Length - 1) / 2] + deviations[deviations.Length / 2]) / 2;
        return median * median;
    }

    /// <summary>The squared distance; where it reaches <paramref name="limit"/>, any number from there on.</summary>
    public static double Squared(MixedPoint a, MixedPoint b, double penalty, double limit = double.PositiveInfinity)
    {
        double sum = 0;
        for (int i = 0; i < a.Numbers.Length && sum < limit; i++)
            sum += (a.Numbers[i] - b.Numbers[i]) * (a.Numbers[i] - b.Numbers[i]);
        for (int i = 0; i < a.Categories.Length && sum < limit; i++)
            sum += a.Categories[i] == b.Categories[i] ? 0 : penalty;
        return sum;
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

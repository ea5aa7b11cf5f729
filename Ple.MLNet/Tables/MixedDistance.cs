using System.Runtime.CompilerServices;

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
    /// <param name="layout">What the fields mean.</param>
    public MixedDistance(FieldTable table, FieldLayout layout)
    {
        int[] fields = [.. Enumerable.Range(0, layout.FieldCount).Where(f => f != layout.ConditionField)];
        _categories = [.. fields.Where(layout.IsCategory)];
        (double Mean, double Deviation)[] moments = FieldMoments.Of(table.Width, table.Count, row => table[row]);
        _numbers = [.. fields.Where(f => !layout.IsCategory(f) && moments[f].Deviation > 0).Select(f => (f, moments[f].Mean, moments[f].Deviation))];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>What a category that differs adds: the squared median of the numbers' standard deviations among these points; 1 without numbers, or without categories.</summary>
    public double Penalty(MixedPoint[] points)
    {
        if (_numbers.Length == 0 || _categories.Length == 0)
            return 1;
        double[] row = new double[_numbers.Length];
        double[] deviations = [.. FieldMoments.Of(row.Length, points.Length, Doubles).Select(m => m.Deviation).Order()];
        double median = (deviations[(deviations.Length - 1) / 2] + deviations[deviations.Length / 2]) / 2;
        return median * median;

        ReadOnlySpan<double> Doubles(int point)
        {
            for (int i = 0; i < row.Length; i++)
                row[i] = points[point].Numbers[i];
            return row;
        }
    }

    /// <summary>The squared distance; where it reaches <paramref name="limit"/>, any number from there on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Squared(MixedPoint a, MixedPoint b, double penalty, double limit = double.PositiveInfinity)
    {
        double sum = 0;
        for (int i = 0; i < a.Numbers.Length && sum < limit; i++)
            sum += (a.Numbers[i] - b.Numbers[i]) * (a.Numbers[i] - b.Numbers[i]);
        for (int i = 0; i < a.Categories.Length && sum < limit; i++)
            sum += a.Categories[i] == b.Categories[i] ? 0 : penalty;
        return sum;
    }
}

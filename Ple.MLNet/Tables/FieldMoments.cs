using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ple.MLNet.Tables;

/// <summary>Mean and standard deviation of each field, over the rows that have one: 0 where there are fewer than two.</summary>
internal static class FieldMoments
{
    /// <summary>A row by its position.</summary>
    public delegate ReadOnlySpan<double> RowAt(int row);

    /// <param name="width">Fields of a row.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rowAt">Reads them in order.</param>
    public static (double Mean, double Deviation)[] Of(int width, int count, RowAt rowAt)
    {
        double[] counts = new double[width], means = new double[width], squares = new double[width];
        for (int row = 0; row < count; row++)
            Add(rowAt(row), counts, means, squares);
        return [.. Enumerable.Range(0, width).Select(f => (means[f], counts[f] > 1 ? Math.Sqrt(squares[f] / (counts[f] - 1)) : 0))];
    }

    // Welford's, several fields at a time. A missing value is put at the mean, where it moves nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<double> row, double[] counts, double[] means, double[] squares)
    {
        int field = 0;
        for (; field + Vector<double>.Count <= row.Length; field += Vector<double>.Count)
        {
            var value = new Vector<double>(row[field..]);
            var mean = new Vector<double>(means, field);
            Vector<long> isThere = Vector.Equals(value, value);
            Vector<double> count = new Vector<double>(counts, field) + Vector.ConditionalSelect(isThere, Vector<double>.One, Vector<double>.Zero);
            Vector<double> before = Vector.ConditionalSelect(isThere, value - mean, Vector<double>.Zero);
            mean += before / Vector.Max(count, Vector<double>.One);
            count.CopyTo(counts, field);
            mean.CopyTo(means, field);
            (new Vector<double>(squares, field) + before * Vector.ConditionalSelect(isThere, value - mean, Vector<double>.Zero)).CopyTo(squares, field);
        }
        for (; field < row.Length; field++)
        {
            if (double.IsNaN(row[field]))
                continue;
            double before = row[field] - means[field];
            means[field] += before / ++counts[field];
            squares[field] += before * (row[field] - means[field]);
        }
    }
}

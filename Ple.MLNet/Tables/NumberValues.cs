using System.Runtime.CompilerServices;

namespace Ple.MLNet.Tables;

/// <summary>The values that a column of numbers takes: a few, or those of a range that have so many decimals.</summary>
/// <param name="isSingle">Whether the column is of Single: its numbers are rounded as such.</param>
internal sealed class NumberValues(bool isSingle)
{
    /// <summary>A number with at most this many distinct values takes a few.</summary>
    public const int Few = 6;

    private readonly double[] _first = new double[Few + 1];
    private int _firstCount;

    /// <summary>Whether there are no others than <see cref="First"/>.</summary>
    public bool AreFew => _firstCount <= Few;

    /// <summary>The first distinct ones, one more than <see cref="Few"/> at most.</summary>
    public ReadOnlySpan<double> First => _first.AsSpan(0, _firstCount);

    public bool HasMissing { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Decimals that all have at most; more than <see cref="NumberCode.MostDecimals"/> where they are not rounded.</summary>
    public int Decimals { get; private set; }

    /// <summary>Of each field of a table that holds numbers; null for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static NumberValues?[] Of(FieldLayout layout, FieldTable table)
    {
        NumberValues?[] values = [.. layout.Columns.SelectMany(c => Enumerable.Range(0, c.FieldCount).Select(_ => c is CategoryColumn ? null : new NumberValues(c.IsSingle)))];
        for (int row = 0; row < table.Count; row++)
        {
            ReadOnlySpan<double> fields = table[row];
            for (int field = 0; field < fields.Length; field++)
                values[field]?.Add(fields[field]);
        }
        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            HasMissing = true;
            return;
        }
        if (AreFew && !First.Contains(value))
            _first[_firstCount++] = value;
        (Least, Most) = (Math.Min(Least, value), Math.Max(Most, value));
        while (Decimals <= NumberCode.MostDecimals && !IsRounded(value, Decimals))
            Decimals++;
    }

    /// <summary>The value that is nearest to a number; missing where there is none, and for a missing number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Nearest(double value)
    {
        if (double.IsNaN(value) || _firstCount == 0)
            return double.NaN;
        return AreFew ? Nearest(First, value) : Math.Clamp(Round(value, Decimals), Least, Most);
    }

    /// <summary>The nearest of some values, of equally near ones the lesser.</summary>
    public static double Nearest(ReadOnlySpan<double> values, double value)
    {
        double nearest = values[0];
        foreach (double candidate in values)
        {
            double closer = Math.Abs(nearest - value) - Math.Abs(candidate - value);
            if (closer > 0 || (closer == 0 && candidate < nearest))
                nearest = candidate;
        }
        return nearest;
    }

    public static double Round(double value, int decimals) => decimals <= NumberCode.MostDecimals ? Math.Round(value, decimals) : value;

    private bool IsRounded(double value, int decimals)
    {
        double rounded = Math.Round(value, decimals);
        return isSingle ? (float)rounded == (float)value : Math.Abs(rounded - value) <= 1e-15 * Math.Abs(value);
    }
}

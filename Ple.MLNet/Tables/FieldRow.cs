namespace Ple.MLNet.Tables;

/// <summary>
/// The current row of a table as fields, that column getters read from. A field is a number, or the index of a category; NaN is missing.
/// A scalar column is one field, a vector column one for each slot.
/// </summary>
internal sealed class FieldRow(double[] values)
{
    /// <summary>One or more rows, field after field.</summary>
    public double[] Values { get; } = values;

    /// <summary>Where the current row starts in <see cref="Values"/>.</summary>
    public int Start { get; set; }

    public double this[int field] => Values[Start + field];

    public ReadOnlySpan<double> Span(int field, int count) => Values.AsSpan(Start + field, count);
}

using System.Globalization;

namespace Ple.MLNet.Scoring;

/// <summary>How far a synthetic column is from the real one.</summary>
public sealed class TableQualityColumn
{
    internal TableQualityColumn(string column, string metric, double value)
        => (Column, Metric, Value) = (column, metric, value);

    /// <summary>The column, with its slot in brackets where it is a vector.</summary>
    public string Column { get; }

    /// <summary>"KolmogorovSmirnov" for numbers: the largest difference of the cumulative distributions, missing values below all others. "TotalVariation" for
    /// categories: half the sum of the differences of frequencies, a missing mark being a category.</summary>
    public string Metric { get; }

    /// <summary>0 (alike) to 1 (nothing in common).</summary>
    public double Value { get; }

    /// <summary>The column, its metric and value.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Column}: {Metric} {Value:g4}");
}

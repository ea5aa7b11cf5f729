using System.Globalization;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>A column of a delimited file: numbers, or text.</summary>
internal sealed class DelimitedColumn
{
    private static readonly string[] _missingMarks = ["", "NA", "NaN", "?"];

    /// <param name="name">From the header.</param>
    /// <param name="cells">One for each row.</param>
    /// <param name="isNumber">Null infers it: numbers where every cell is a number or missing.</param>
    public DelimitedColumn(string name, IReadOnlyList<string> cells, bool? isNumber)
    {
        Name = name;
        MissingMark = cells.FirstOrDefault(IsMissing) ?? "";
        if (isNumber ?? cells.All(c => IsMissing(c) || TryParse(c, out _)))
            Numbers = [.. cells.Select(Parse)];
        else
            Texts = [.. cells.Select(c => IsMissing(c) ? default : string.Intern(c).AsMemory())];
    }

    public string Name { get; }

    /// <summary>How the file writes a missing value: empty, NA, NaN or a question mark.</summary>
    public string MissingMark { get; }

    /// <summary>Missing values are NaN; null for text.</summary>
    public double[]? Numbers { get; }

    /// <summary>Missing values are empty; null for numbers.</summary>
    public ReadOnlyMemory<char>[]? Texts { get; }

    public DataViewType Type => Numbers is null ? TextDataViewType.Instance : NumberDataViewType.Double;

    public static bool IsMissing(string cell) => _missingMarks.Contains(cell, StringComparer.Ordinal);

    private static bool TryParse(string cell, out double value)
        => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private double Parse(string cell)
    {
        if (IsMissing(cell))
            return double.NaN;
        return TryParse(cell, out double value) ? value : throw new UserErrorException($"Column '{Name}' holds '{cell}', which is not a finite number.");
    }
}

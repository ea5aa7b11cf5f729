using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>A column of a delimited file: numbers, dates as numbers, or text.</summary>
internal sealed class DelimitedColumn
{
    private const int FewRows = 20, MostCategories = 100;

    private static readonly string[] _missingMarks = ["", "NA", "NaN", "?"];

    /// <param name="name">From the header.</param>
    /// <param name="cells">One for each row.</param>
    /// <param name="isNumber">Null infers it: numbers where every cell is a number (with a point, or all of them with a comma), a date or missing.</param>
    /// <exception cref="UserErrorException">It has to be a number, and a cell is none.</exception>
    public DelimitedColumn(string name, IReadOnlyList<string> cells, bool? isNumber)
    {
        Name = name;
        MissingMark = cells.FirstOrDefault(IsMissing) ?? "";
        string[] known = [.. cells.Where(c => !IsMissing(c))];
        Format = isNumber == false ? null : CellFormat.Of(known);
        if (isNumber == true && Format is null)
        {
            string wrong = known.First(c => CellFormat.Point.Read(c) is null);
            throw new UserErrorException($"Column '{Name}' holds '{wrong}', which is not a finite number{(wrong.Contains(',', StringComparison.Ordinal) ? " (a decimal comma is read where all cells have a comma or none)" : "")}.");
        }
        if (Format is not null)
            Numbers = [.. cells.Select(c => IsMissing(c) ? double.NaN : Format.Read(c)!.Value)];
        else
            Texts = [.. cells.Select(c => IsMissing(c) ? default : string.Intern(c).AsMemory())];
        LeftOut = isNumber is null ? WhyLeftOut(known) : null;
    }

    /// <param name="name">Of the column.</param>
    /// <param name="numbers">One for each row.</param>
    public DelimitedColumn(string name, double[] numbers) => (Name, Numbers, MissingMark) = (name, numbers, "");

    public string Name { get; }

    /// <summary>How the file writes a missing value: empty, NA, NaN or a question mark.</summary>
    public string MissingMark { get; }

    /// <summary>How its numbers are written; null of text.</summary>
    public CellFormat? Format { get; }

    /// <summary>Missing values are NaN; dates are days since 1970; null for text.</summary>
    public double[]? Numbers { get; }

    /// <summary>Missing values are empty; null for numbers.</summary>
    public ReadOnlyMemory<char>[]? Texts { get; }

    /// <summary>Why nothing is learnt from it, of a column that looks like an identifier or words; null where it is learnt from, or the user has said what it is.</summary>
    public string? LeftOut { get; }

    public DataViewType Type => Numbers is null ? TextDataViewType.Instance : NumberDataViewType.Double;

    public static bool IsMissing(string cell) => _missingMarks.Contains(cell, StringComparer.Ordinal);

    private string? WhyLeftOut(string[] known)
    {
        if (Texts is not null)
            return known.Distinct().Count() is int distinct and > MostCategories ? $"{distinct} different texts: {(distinct == known.Length ? "an identifier" : "words, or an identifier")}" : null;
        return Format is not CellFormat.DateFormat && known.Length >= FewRows && known.Length == Numbers!.Length && Numbers.All(n => n == Math.Floor(n)) && Numbers.Zip(Numbers.Skip(1)).All(n => n.Second > n.First)
            ? "whole numbers that only rise: an identifier" : null;
    }
}

using System.Globalization;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>What is quoted in delimited text, and what parts it.</summary>
internal static class DelimitedText
{
    private const char Quote = '"';

    private static readonly char[] _separators = [',', ';', '\t', '|'];

    /// <summary>The separator that the first line has most of, outside quotes; null where it has none.</summary>
    /// <param name="text">UTF-8.</param>
    public static char? InferSeparator(ReadOnlySpan<byte> text)
    {
        bool isQuoted = false;
        int[] counts = new int[_separators.Length];
        foreach (byte b in text)
        {
            isQuoted ^= b == Quote;
            if (b is (byte)'\n' or (byte)'\r' && !isQuoted)
                break;
            if (!isQuoted && Array.IndexOf(_separators, (char)b) is int i and >= 0)
                counts[i]++;
        }
        return counts.Max() == 0 ? null : _separators[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>A cell as it is written: in quotes, as RFC 4180 says, only where it must be.</summary>
    /// <param name="cell">What a reader shall get.</param>
    /// <param name="separator">Of the cells.</param>
    /// <param name="quoteFormulas">Puts an apostrophe before what a spreadsheet would run.</param>
    public static string Format(string cell, char separator, bool quoteFormulas = false)
    {
        string text = quoteFormulas && IsFormula(cell) ? "'" + cell : cell;
        return text.AsSpan().IndexOfAny([separator, Quote, '\n', '\r']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsFormula(string cell) => cell is ['=' or '+' or '-' or '@', ..] && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}

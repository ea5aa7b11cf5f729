using System.Text;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>Delimited text as cells, quoted as RFC 4180 says.</summary>
internal static class DelimitedText
{
    private const char Quote = '"';

    private static readonly char[] _separators = [',', ';', '\t', '|'];

    /// <summary>The separator that the first line has most of, outside quotes; null where it has none.</summary>
    public static char? InferSeparator(string text)
    {
        bool isQuoted = false;
        int[] counts = new int[_separators.Length];
        foreach (char c in text)
        {
            isQuoted ^= c == Quote;
            if (c == '\n' && !isQuoted)
                break;
            if (!isQuoted && Array.IndexOf(_separators, c) is int i and >= 0)
                counts[i]++;
        }
        return counts.Max() == 0 ? null : _separators[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>The records of a text, each with the number of the line that it starts in; empty lines are left out.</summary>
    public static IEnumerable<(int Line, string[] Cells)> Parse(string text, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false;
        (int line, int start) = (1, 1);
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            if (isQuoted && i == text.Length)
                throw new UserErrorException($"The quote that opens in the record of line {start} is never closed.");
            if (c == '\n')
                line++;
            if (isQuoted && c == Quote && i + 1 < text.Length && text[i + 1] == Quote)
                cell.Append(text[i++]);
            else if (c == Quote && (isQuoted || cell.Length == 0))
                isQuoted = !isQuoted;
            else if (isQuoted || (c != separator && c != '\n'))
                cell.Append(c);
            else
            {
                if (c == '\n' && cell.Length > 0 && cell[^1] == '\r')
                    cell.Length--;
                cells.Add(cell.ToString());
                cell.Clear();
                if (c != '\n')
                    continue;
                if (cells is not [""])
                    yield return (start, [.. cells]);
                cells.Clear();
                start = line;
            }
        }
    }

    /// <summary>A cell as it is written: quoted only where it must be.</summary>
    public static string Format(string cell, char separator)
        => cell.AsSpan().IndexOfAny([separator, Quote, '\n', '\r']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

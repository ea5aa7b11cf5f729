using Microsoft.ML;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>The rows of a delimited file that have a label, and their classes.</summary>
internal sealed class LabelledTable
{
    private const int FewRows = 10;

    private readonly DelimitedColumn[] _columns;

    /// <param name="file">All rows.</param>
    /// <param name="options">The label, and what is left out.</param>
    /// <param name="withDateParts">Whether a date has columns of its parts beside it, as classifiers learn from.</param>
    /// <exception cref="UserErrorException">No two classes, or no other column.</exception>
    public LabelledTable(DelimitedFile file, DelimitedOptions options, bool withDateParts = false)
    {
        DelimitedColumn[] learnt = [.. file.Columns.Where(c => !options.Excluded.Contains(c.Name) && c.LeftOut is null)];
        _columns = withDateParts ? [.. learnt.SelectMany(c => (IEnumerable<DelimitedColumn>)[c, .. DateParts.Of(c)])] : learnt;
        LeftOut = [.. file.Columns.Where(c => c.LeftOut is not null && !options.Excluded.Contains(c.Name)).Select(c => $"'{c.Name}' ({c.LeftOut})")];
        DelimitedColumn label = _columns.FirstOrDefault(c => c.Name == options.Label)
            ?? throw new UserErrorException($"The label '{options.Label}' cannot be left out.");
        Label = label.Name;
        if (_columns.Length < 2)
            throw new UserErrorException($"There is no column beside '{Label}' to learn from.");
        RowsOfClasses = [.. Enumerable.Range(0, file.RowCount)
            .Where(r => !label.Texts![r].IsEmpty)
            .GroupBy(r => label.Texts![r].ToString())
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.ToArray()))];
        Unlabelled = file.RowCount - RowsOfClasses.Sum(c => c.Rows.Length);
        if (RowsOfClasses.Count < 2)
            throw new UserErrorException($"Column '{Label}' holds {(RowsOfClasses.Count == 0 ? "no class" : $"one class only, '{RowsOfClasses[0].Class}'")}: there must be two or more.");
    }

    /// <summary>Name of the label column.</summary>
    public string Label { get; }

    /// <summary>The most frequent class first.</summary>
    public IReadOnlyList<(string Class, int[] Rows)> RowsOfClasses { get; }

    /// <summary>Rows that have no label; they are left out.</summary>
    public int Unlabelled { get; }

    /// <summary>Columns of numbers.</summary>
    public IEnumerable<string> Numbers => _columns.Where(c => c.Numbers is not null).Select(c => c.Name);

    /// <summary>Columns of text, without the label.</summary>
    public IEnumerable<string> Texts => _columns.Where(c => c.Texts is not null && c.Name != Label).Select(c => c.Name);

    /// <summary>Columns that look like identifiers or words, each with why it is left out.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>What a user should know before a result is believed.</summary>
    public IEnumerable<string> Warnings =>
    [
        .. LeftOut.Count > 0 ? [$"left out: {string.Join(", ", LeftOut)}; --text or --number NAME learns from such a column all the same"] : Array.Empty<string>(),
        .. Unlabelled > 0 ? [$"{Unlabelled} {(Unlabelled == 1 ? "row has" : "rows have")} no class in column '{Label}': left out"] : Array.Empty<string>(),
        .. RowsOfClasses.Where(c => c.Rows.Length < FewRows).Select(c => $"class '{c.Class}' has {c.Rows.Length} {(c.Rows.Length == 1 ? "row" : "rows")}: too few to learn what is special about it"),
    ];

    /// <summary>One line: columns and classes.</summary>
    public string Describe()
        => $"{Numbers.Count()} columns of numbers, {Texts.Count()} of text; {Label}: {string.Join(", ", RowsOfClasses.Select(c => $"{c.Rows.Length} {c.Class}"))}"
            + (Unlabelled > 0 ? $"; {Unlabelled} rows without a label are left out" : "");

    /// <summary>All labelled rows, in the order of the file.</summary>
    public IDataView ToDataView() => ToDataView([.. RowsOfClasses.SelectMany(c => c.Rows).Order()]);

    public IDataView ToDataView(int[] rows) => new DelimitedView(_columns, rows);
}

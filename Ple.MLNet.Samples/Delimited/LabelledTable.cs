using Microsoft.ML;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>The rows of a delimited file that have a label, and their classes.</summary>
internal sealed class LabelledTable
{
    private readonly DelimitedColumn[] _columns;

    /// <exception cref="UserErrorException">No two classes, or no other column.</exception>
    public LabelledTable(DelimitedFile file, DelimitedOptions options)
    {
        _columns = [.. file.Columns.Where(c => !options.Excluded.Contains(c.Name))];
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

    /// <summary>One line: columns and classes.</summary>
    public string Describe()
        => $"{Numbers.Count()} columns of numbers, {Texts.Count()} of text; {Label}: {string.Join(", ", RowsOfClasses.Select(c => $"{c.Rows.Length} {c.Class}"))}"
            + (Unlabelled > 0 ? $"; {Unlabelled} rows without a label are left out" : "");

    /// <summary>All labelled rows, in the order of the file.</summary>
    public IDataView ToDataView() => ToDataView([.. RowsOfClasses.SelectMany(c => c.Rows).Order()]);

    public IDataView ToDataView(int[] rows) => new DelimitedView(_columns, rows);
}

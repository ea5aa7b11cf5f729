namespace Ple.MLNet.Samples.Delimited;

/// <summary>A delimited text file with a header, gzipped or not, in memory.</summary>
internal sealed class DelimitedFile
{
    private DelimitedFile(DelimitedContent content, DelimitedColumn[] columns, int rowCount)
        => (Content, Columns, RowCount) = (content, columns, rowCount);

    public DelimitedContent Content { get; }

    public IReadOnlyList<DelimitedColumn> Columns { get; }

    public int RowCount { get; }

    /// <exception cref="UserErrorException">The file is no table, or does not fit into memory, or an option names what it does not have.</exception>
    public static DelimitedFile Read(string path, DelimitedOptions options)
    {
        try
        {
            var content = new DelimitedContent(path, options);
            (string[] names, List<string>[] cells) = ReadColumns(path, content);
            foreach (string name in options.Named)
            {
                if (!names.Contains(name))
                    throw new UserErrorException($"'{path}' has no column '{name}'. It has: {string.Join(", ", names)}.");
            }
            DelimitedColumn[] columns = [.. names.Zip(cells, (name, column) => new DelimitedColumn(name, column, options.IsNumber(name)))];
            return new(content, columns, cells[0].Count);
        }
        catch (OutOfMemoryException e)
        {
            throw new UserErrorException($"'{path}' does not fit into memory: take fewer rows.", e);
        }
    }

    private static (string[] Names, List<string>[] Cells) ReadColumns(string path, DelimitedContent content)
    {
        string[]? names = null;
        List<string>[] columns = [];
        foreach ((long line, string[] cells) in content.Records())
        {
            if (names is null)
            {
                names = Names(path, cells);
                columns = [.. names.Select(_ => new List<string>())];
                continue;
            }
            if (cells.Length != names.Length)
                throw new UserErrorException($"Line {line} of '{path}' has {cells.Length} cells; the header has {names.Length}.");
            for (int i = 0; i < cells.Length; i++)
                columns[i].Add(cells[i]);
        }
        return names is not null && columns[0].Count > 0 ? (names, columns) : throw new UserErrorException($"'{path}' has no rows below its header.");
    }

    // The first column is often the nameless row number of a data frame.
    private static string[] Names(string path, string[] header)
    {
        string[] names = [.. header.Select((name, i) => name.Length > 0 ? name : $"column{i + 1}")];
        string? repeated = names.CountBy(n => n).FirstOrDefault(n => n.Value > 1).Key;
        return repeated is null ? names : throw new UserErrorException($"The header of '{path}' names '{repeated}' more than once.");
    }
}

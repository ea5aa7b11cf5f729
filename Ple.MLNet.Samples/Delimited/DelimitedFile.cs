using System.IO.Compression;
using System.Text;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>A delimited text file with a header, gzipped or not, in memory.</summary>
internal sealed class DelimitedFile
{
    private const int MostCategories = 100;

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private DelimitedFile(byte[] content, char separator, DelimitedColumn[] columns, int rowCount)
        => (Content, Separator, Columns, RowCount) = (content, separator, columns, rowCount);

    /// <summary>The bytes of the file, unpacked.</summary>
    public byte[] Content { get; }

    public char Separator { get; }

    /// <summary>What ends the first line.</summary>
    public string NewLine => Content.AsSpan().IndexOf((byte)'\n') is int end and > 0 && Content[end - 1] == '\r' ? "\r\n" : "\n";

    public IReadOnlyList<DelimitedColumn> Columns { get; }

    public int RowCount { get; }

    /// <exception cref="UserErrorException">The file is no table, or an option names what it does not have.</exception>
    public static DelimitedFile Read(string path, DelimitedOptions options)
    {
        byte[] content = ReadAll(path);
        string text = Decode(path, content);
        char separator = options.Separator ?? DelimitedText.InferSeparator(text)
            ?? throw new UserErrorException($"The first line of '{path}' has no comma, semicolon, tab or bar: name the separator by --separator.");
        (int Line, string[] Cells)[] records = [.. DelimitedText.Parse(text, separator)];
        if (records.Length < 2)
            throw new UserErrorException($"'{path}' has no rows below its header.");
        string[] names = Names(path, records[0].Cells);
        if (Array.Find(records, r => r.Cells.Length != names.Length) is { Cells: not null } ragged)
            throw new UserErrorException($"Line {ragged.Line} of '{path}' has {ragged.Cells.Length} cells; the header has {names.Length}.");
        foreach (string name in options.Named)
        {
            if (!names.Contains(name))
                throw new UserErrorException($"'{path}' has no column '{name}'. It has: {string.Join(", ", names)}.");
        }
        DelimitedColumn[] columns = [.. names.Select((name, i) => new DelimitedColumn(name, [.. records.Skip(1).Select(r => r.Cells[i])], options.IsNumber(name)))];
        foreach (DelimitedColumn column in columns.Where(c => c.Texts is not null && !options.Excluded.Contains(c.Name)))
        {
            if (column.Texts!.Select(t => t.ToString()).Distinct().Count() is int distinct and > MostCategories)
                throw new UserErrorException($"Column '{column.Name}' holds {distinct} different texts, more than {MostCategories}: leave it out by --exclude \"{column.Name}\".");
        }
        return new(content, separator, columns, records.Length - 1);
    }

    private static byte[] ReadAll(string path)
    {
        if (!File.Exists(path))
            throw new UserErrorException($"There is no file '{path}'.");
        byte[] content = File.ReadAllBytes(path);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return content;
        try
        {
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            return unpacked.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new UserErrorException($"'{path}' is not gzipped: {e.Message}", e);
        }
    }

    private static string Decode(string path, byte[] content)
    {
        try
        {
            return _strictUtf8.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new UserErrorException($"'{path}' is not UTF-8 text.", e);
        }
    }

    // The first column is often the nameless row number of a data frame.
    private static string[] Names(string path, string[] header)
    {
        string[] names = [.. header.Select((name, i) => name.Length > 0 ? name : $"column{i + 1}")];
        string? repeated = names.CountBy(n => n).FirstOrDefault(n => n.Value > 1).Key;
        return repeated is null ? names : throw new UserErrorException($"The header of '{path}' names '{repeated}' more than once.");
    }
}

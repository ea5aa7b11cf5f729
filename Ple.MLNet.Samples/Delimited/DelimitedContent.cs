using System.IO.Compression;
using System.Text.Unicode;
using CsvHelper;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>The bytes of a delimited file, unpacked, and the records in them.</summary>
internal sealed class DelimitedContent
{
    private const int BytesAtOnce = 1 << 17;

    private readonly string _path;

    /// <exception cref="UserErrorException">No such file, not UTF-8, damaged, or larger than allowed.</exception>
    public DelimitedContent(string path, DelimitedOptions options)
    {
        if (!File.Exists(path))
            throw new UserErrorException($"There is no file '{path}'.");
        _path = path;
        Bytes = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Unpack(path, options.MaxUnpackedMegabytes) : File.ReadAllBytes(path);
        if (!Utf8.IsValid(Bytes.Span))
            throw new UserErrorException($"'{path}' is not UTF-8 text.");
        Separator = options.Separator ?? DelimitedText.InferSeparator(Bytes.Span)
            ?? throw new UserErrorException($"The first line of '{path}' has no comma, semicolon, tab or bar: name the separator by --separator.");
        int end = Bytes.Span.IndexOfAny((byte)'\r', (byte)'\n');
        NewLine = end < 0 || Bytes.Span[end] == '\n' ? "\n" : Bytes.Span[end..].StartsWith("\r\n"u8) ? "\r\n" : "\r";
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public char Separator { get; }

    /// <summary>What ends the first line.</summary>
    public string NewLine { get; }

    /// <summary>The cells of each record, the header first, with the number of the line that it starts in; empty lines are left out.</summary>
    /// <exception cref="UserErrorException">Quotes that do not fit together.</exception>
    public IEnumerable<(long Line, string[] Cells)> Records()
    {
        using var reader = CsvReader.Create(Bytes, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = Separator,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = Refuse,
        });
        while (reader.Read())
        {
            string[] cells = new string[reader.FieldCount];
            for (int i = 0; i < cells.Length; i++)
                cells[i] = reader.GetString(i);
            yield return (reader.LineNumber, cells);
        }
    }

    private void Refuse(CsvMalformedRecord record) => throw new UserErrorException(record.Reason == CsvMalformedReason.UnterminatedQuote
        ? $"The quote that opens in the record of line {record.LineNumber} of '{_path}' is never closed."
        : $"Line {record.LineNumber} of '{_path}' has a quote beside other text in a cell: put the whole cell in quotes and double those within.");

    private static ReadOnlyMemory<byte> Unpack(string path, int mostMegabytes)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        byte[] bytes = new byte[BytesAtOnce];
        try
        {
            while (gzip.Read(bytes) is int count and > 0)
            {
                if (unpacked.Length + count > mostMegabytes * 1_000_000L)
                    throw new UserErrorException($"'{path}' unpacks to more than {mostMegabytes} MB, as --max-unpacked allows.");
                unpacked.Write(bytes, 0, count);
            }
        }
        catch (InvalidDataException e)
        {
            throw new UserErrorException($"'{path}' is not gzipped, damaged or cut off: it cannot be unpacked to its end.", e);
        }
        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }
}

using Microsoft.ML;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Augment;

/// <summary>Writes a delimited file with more rows at its end.</summary>
internal static class AugmentedFile
{
    /// <param name="path">Of the new file.</param>
    /// <param name="file">What comes first: its own bytes, or, where formulas are quoted, its cells.</param>
    /// <param name="rows">What follows; columns that the file has and these rows lack get the missing mark.</param>
    /// <param name="quoteFormulas">Puts an apostrophe before cells that a spreadsheet would run, real ones too.</param>
    /// <param name="cancellation">Stops between two rows; the file that was there before stays.</param>
    public static void Write(string path, DelimitedFile file, IDataView rows, bool quoteFormulas, CancellationToken cancellation) => AtomicFile.Write(path, stream =>
    {
        DelimitedContent content = file.Content;
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = content.NewLine };
        if (quoteFormulas)
        {
            foreach ((_, string[] cells) in content.Records())
            {
                cancellation.ThrowIfCancellationRequested();
                writer.WriteLine(string.Join(content.Separator, cells.Select(c => DelimitedText.Format(c, content.Separator, quoteFormulas))));
            }
        }
        else
        {
            stream.Write(content.Bytes.Span);
            if (content.Bytes.Span[^1] is not ((byte)'\n' or (byte)'\r'))
                writer.WriteLine();
        }
        DelimitedRows.Write(writer, file, rows, quoteFormulas, cancellation);
    });
}

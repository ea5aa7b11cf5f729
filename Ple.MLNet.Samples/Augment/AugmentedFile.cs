using Microsoft.ML;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Augment;

/// <summary>Writes a delimited file with more rows at its end.</summary>
internal static class AugmentedFile
{
    /// <param name="path">Of the new file.</param>
    /// <param name="file">Its own bytes come first.</param>
    /// <param name="rows">What follows; columns that the file has and these rows lack get the missing mark.</param>
    /// <param name="cancellation">Stops between two rows; the file that was there before stays.</param>
    public static void Write(string path, DelimitedFile file, IDataView rows, CancellationToken cancellation) => AtomicFile.Write(path, stream =>
    {
        stream.Write(file.Content);
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = file.NewLine };
        if (file.Content[^1] != '\n')
            writer.WriteLine();
        DelimitedRows.Write(writer, file, rows, cancellation);
    });
}

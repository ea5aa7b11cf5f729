using Microsoft.ML;
using Ple.MLNet.Samples.Delimited;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Samples.Tabular;

/// <summary>Training rows for other programs, <c>train-SEED.csv</c>, and what they make of them, <c>rows-SEED.csv</c>: real rows and new ones.</summary>
internal sealed class RowExchange(string folder, DelimitedFile file, DelimitedOptions columns)
{
    public const string Arm = "given rows";

    /// <summary>Writes the training rows of a seed.</summary>
    public void Write(int seed, IDataView rows, CancellationToken cancellation)
    {
        AtomicFile.Write(OutputCheck.File(Path.Combine(folder, $"train-{seed}.csv")), stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = file.Content.NewLine };
            writer.WriteLine(string.Join(file.Content.Separator, file.Columns.Select(c => DelimitedText.Format(c.Name, file.Content.Separator))));
            DelimitedRows.Write(writer, file, rows, quoteFormulas: false, cancellation);
        });
    }

    /// <summary>What another program has left; null where there is nothing.</summary>
    /// <exception cref="UserErrorException">The rows are no such table.</exception>
    public IDataView? Read(int seed, DataViewSchema schema)
    {
        string path = Path.Combine(folder, $"rows-{seed}.csv");
        if (!File.Exists(path))
            return null;
        IDataView rows = new LabelledTable(DelimitedFile.Read(path, columns), columns).ToDataView();
        foreach (DataViewSchema.Column column in schema)
        {
            if (rows.Schema.GetColumnOrNull(column.Name)?.Type != column.Type)
                throw new UserErrorException($"Column '{column.Name}' of '{path}' is missing, or not {column.Type} as in the table.");
        }
        return rows;
    }
}

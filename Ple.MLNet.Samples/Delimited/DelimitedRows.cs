using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.Delimited;

/// <summary>Writes rows of a data view as lines of a delimited file.</summary>
internal static class DelimitedRows
{
    /// <param name="writer">Stands at the start of a line; its NewLine ends lines.</param>
    /// <param name="file">Whose columns, missing marks and separator are used; columns that the view lacks get the missing mark, those that were left out by themselves stay empty.</param>
    /// <param name="rows">Double and text columns.</param>
    /// <param name="quoteFormulas">Puts an apostrophe before texts that a spreadsheet would run.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    public static void Write(TextWriter writer, DelimitedFile file, IDataView rows, bool quoteFormulas, CancellationToken cancellation)
    {
        char separator = file.Content.Separator;
        using DataViewRowCursor cursor = rows.GetRowCursor(rows.Schema);
        Func<string>[] cells = [.. file.Columns.Select(c => MakeCell(cursor, c, separator, quoteFormulas))];
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < cells.Length; i++)
            {
                if (i > 0)
                    writer.Write(separator);
                writer.Write(cells[i]());
            }
            writer.WriteLine();
        }
    }

    private static Func<string> MakeCell(DataViewRow row, DelimitedColumn column, char separator, bool quoteFormulas)
    {
        if (row.Schema.GetColumnOrNull(column.Name) is not DataViewSchema.Column found)
            return () => column.LeftOut is null ? column.MissingMark : ""; // an identifier of a made row is nobody's
        if (found.Type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> text = row.GetGetter<ReadOnlyMemory<char>>(found);
            ReadOnlyMemory<char> value = default;
            return () =>
            {
                text(ref value);
                return value.IsEmpty ? column.MissingMark : DelimitedText.Format(value.ToString(), separator, quoteFormulas);
            };
        }
        ValueGetter<double> getter = row.GetGetter<double>(found);
        double number = 0;
        return () =>
        {
            getter(ref number);
            return double.IsNaN(number) ? column.MissingMark : DelimitedText.Format(column.Format!.Write(number), separator);
        };
    }
}

using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>A whole table as fields in memory, or a sample of its rows.</summary>
/// <param name="fields">Row after row; may be longer.</param>
/// <param name="width">Fields of each row.</param>
/// <param name="count">Rows.</param>
/// <param name="sourceRows">Rows of the table that these come from.</param>
internal sealed class FieldTable(double[] fields, int width, int count, long sourceRows) : IFieldRowSource
{
    /// <summary>Fields of each row.</summary>
    public int Width => width;

    public int Count => count;

    /// <summary>Rows of the table that these come from.</summary>
    public long SourceRows => sourceRows;

    long IFieldRowSource.Count => count;

    public ReadOnlySpan<double> this[int row] => fields.AsSpan(row * width, width);

    public void Read(long first, Span<double> rows) => fields.AsSpan((int)first * width, rows.Length).CopyTo(rows);

    /// <summary>Some of the rows, by their positions.</summary>
    public FieldTable Take(ReadOnlySpan<int> rows)
    {
        double[] taken = new double[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            this[rows[i]].CopyTo(taken.AsSpan(i * width, width));
        return new(taken, width, rows.Length, SourceRows);
    }

    /// <summary>Reads a table, or a sample of its rows.</summary>
    /// <param name="context">Where errors come from.</param>
    /// <param name="data">Must hold the columns of the layout.</param>
    /// <param name="layout">What the columns mean.</param>
    /// <param name="most">Rows to keep: of a longer table as many are drawn at random, by the layout's seed. Default: all.</param>
    public static FieldTable Load(IExceptionContext context, IDataView data, FieldLayout layout, int most = int.MaxValue)
    {
        var rows = new FieldSample(context, layout.FieldCount, most, layout.Seed, data.GetRowCount());
        using var cursor = new FieldCursor(context, data, layout.Columns);
        while (cursor.MoveNext())
            rows.Add(cursor.Fields);
        return rows.ToTable();
    }
}

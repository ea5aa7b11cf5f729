using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>A whole table as fields in memory.</summary>
internal sealed class FieldTable : IFieldRowSource
{
    private readonly double[] _fields;

    private FieldTable(double[] fields, int width) => (_fields, Width) = (fields, width);

    /// <summary>Fields of each row.</summary>
    public int Width { get; }

    public int Count => _fields.Length / Width;

    long IFieldRowSource.Count => Count;

    public ReadOnlySpan<double> this[int row] => _fields.AsSpan(row * Width, Width);

    public void Read(long first, Span<double> rows) => _fields.AsSpan((int)first * Width, rows.Length).CopyTo(rows);

    /// <summary>Reads a table, or a sample of its rows.</summary>
    /// <param name="context">Where errors come from.</param>
    /// <param name="data">Must hold the columns of the encoding.</param>
    /// <param name="encoding">What the columns mean.</param>
    /// <param name="most">Rows to keep: of a longer table as many are drawn at random, by the encoding's seed. Default: all.</param>
    public static FieldTable Load(IExceptionContext context, IDataView data, TableEncoding encoding, int most = int.MaxValue)
    {
        int width = encoding.FieldCount;
        var fields = new List<double>();
        using var cursor = new FieldCursor(context, data, encoding.Columns);
        for (long row = 0; cursor.MoveNext(); row++)
        {
            if (row < most)
                fields.AddRange(cursor.Fields);
            else if ((long)(CounterRandom.Uniform(encoding.Seed, row, 0) * (row + 1)) is long place && place < most)
                cursor.Fields.CopyTo(CollectionsMarshal.AsSpan(fields)[((int)place * width)..]);
        }
        return new([.. fields], width);
    }
}

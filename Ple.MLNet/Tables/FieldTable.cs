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

    /// <param name="context">Where errors come from.</param>
    /// <param name="data">Must hold the columns of the encoding.</param>
    /// <param name="encoding">What the columns mean.</param>
    /// <param name="most">Rows after this many are not read. Default: all are.</param>
    public static FieldTable Load(IExceptionContext context, IDataView data, TableEncoding encoding, int most = int.MaxValue)
    {
        var fields = new List<double>();
        using var cursor = new FieldCursor(context, data, encoding.Columns);
        for (int row = 0; row < most && cursor.MoveNext(); row++)
            fields.AddRange(cursor.Fields);
        return new([.. fields], encoding.FieldCount);
    }
}

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Reads a data view row by row as fields, once and in order.</summary>
internal sealed class FieldCursor : IDisposable
{
    private readonly IExceptionContext _context;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly FieldReader[] _readers;
    private readonly double[] _fields;
    private readonly DataViewRowCursor _cursor;

    /// <param name="context">Where errors come from.</param>
    /// <param name="data">Must hold every column, of the same type.</param>
    /// <param name="columns">The columns to read, in the order of their fields.</param>
    /// <param name="learn">True while a table is being fitted.</param>
    public FieldCursor(IExceptionContext context, IDataView data, IReadOnlyList<TableColumn> columns, bool learn = false)
    {
        (_context, _columns) = (context, columns);
        DataViewSchema.Column[] inputs = [.. columns.Select(c => Find(context, data.Schema, c))];
        _cursor = data.GetRowCursor(inputs);
        _readers = [.. columns.Zip(inputs, (column, input) => column.MakeReader(_cursor, input, learn))];
        _fields = new double[columns.Sum(c => c.FieldCount)];
    }

    public long Position => _cursor.Position;

    /// <summary>The fields of the current row; overwritten by the next.</summary>
    public ReadOnlySpan<double> Fields => _fields;

    /// <exception cref="InvalidOperationException">A value is infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a table is often read once, before .NET would make it quick
    public bool MoveNext()
    {
        if (!_cursor.MoveNext())
            return false;
        int first = 0;
        for (int i = 0; i < _readers.Length; i++)
        {
            Span<double> fields = _fields.AsSpan(first, _columns[i].FieldCount);
            _readers[i](fields);
            if (HoldsInfinity(fields))
                throw Infinity(_context, _columns[i].Name, Position);
            first += fields.Length;
        }
        return true;
    }

    public void Dispose() => _cursor.Dispose();

    public static Exception Infinity(IExceptionContext context, string name, long row)
        => context.Except($"Column '{name}' holds an infinite value in row {row}. Replace such values, by NaN where they mean missing.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HoldsInfinity(ReadOnlySpan<double> fields)
    {
        foreach (double field in fields)
        {
            if (double.IsInfinity(field))
                return true;
        }
        return false;
    }

    private static DataViewSchema.Column Find(IExceptionContext context, DataViewSchema schema, TableColumn column)
    {
        if (schema.GetColumnOrNull(column.Name) is not DataViewSchema.Column found)
            throw context.ExceptSchemaMismatch(nameof(schema), "table", column.Name);
        if (!found.Type.Equals(column.Description.Type))
            throw context.ExceptSchemaMismatch(nameof(schema), "table", column.Name, column.Description.Type.ToString(), found.Type.ToString());
        return found;
    }
}

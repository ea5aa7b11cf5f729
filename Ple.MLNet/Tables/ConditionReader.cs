using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Ple.MLNet.Tables;

/// <summary>Learns and keeps the condition of each row, beside a reader of its other values.</summary>
internal sealed class ConditionReader
{
    private readonly IExceptionContext _context;
    private readonly TableColumn _column;
    private readonly ConditionLearner _learner;
    private readonly List<double> _fields = [];

    /// <param name="context">Where errors come from.</param>
    /// <param name="schema">Of the table.</param>
    /// <param name="name">The column: text, Boolean, key or a number with few distinct values.</param>
    /// <param name="maximum">Most classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    public ConditionReader(IExceptionContext context, DataViewSchema schema, string name, int maximum)
    {
        if (schema.GetColumnOrNull(name) is not DataViewSchema.Column input)
            throw context.ExceptSchemaMismatch(nameof(schema), "condition", name);
        if (TableColumn.Create(new(input)) is not { } column || column is SingleVectorColumn)
            throw context.ExceptSchemaMismatch(nameof(schema), "condition", name, "text, Boolean, key or number", input.Type.ToString());
        (_context, _column, _learner, Input) = (context, column, new(context, column, maximum), input);
    }

    /// <summary>The classes of a whole column, and the index of each row's; -1 where it is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or of another type.</exception>
    /// <exception cref="InvalidOperationException">No row, or no value.</exception>
    public static (TableCondition Classes, int[] Rows) ReadAll(IExceptionContext context, IDataView data, string name, int maximum = TableEncodingOptions.MostCategories)
    {
        var reader = new ConditionReader(context, data.Schema, name, maximum);
        using DataViewRowCursor cursor = data.GetRowCursor([reader.Input]);
        Action read = reader.Read(cursor);
        while (cursor.MoveNext())
            read();
        return reader._fields.Count > 0 ? reader.Finish() : throw context.Except("The table has no rows.");
    }

    /// <summary>The column in the table's schema.</summary>
    public DataViewSchema.Column Input { get; }

    /// <summary>What to call for each row of a cursor.</summary>
    public Action Read(DataViewRow row)
    {
        FieldReader read = _column.MakeReader(row, Input, learn: true);
        double[] field = new double[1];
        return () =>
        {
            read(field);
            if (double.IsInfinity(field[0]))
                throw FieldCursor.Infinity(_context, _column.Name, row.Position);
            _learner.Add(field[0]);
            _fields.Add(field[0]);
        };
    }

    /// <summary>The classes, and the index of each row's; -1 where it is missing.</summary>
    public (TableCondition Condition, int[] Rows) Finish()
    {
        int[]? newIndices = (_column as CategoryColumn)?.Freeze();
        TableCondition condition = _learner.ToCondition(newIndices);
        return (condition, [.. _fields.Select(f => condition.IndexOfField(newIndices is null || double.IsNaN(f) ? f : newIndices[(int)f]))]);
    }
}

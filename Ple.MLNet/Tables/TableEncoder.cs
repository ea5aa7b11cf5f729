using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Learns how a table's columns become float rows, in one pass.</summary>
internal static class TableEncoder
{
    /// <summary>Learns from a table without keeping its rows.</summary>
    public static TableEncoding Fit(IExceptionContext context, IDataView data, TableEncodingOptions options) => Fit(context, data, options, most: 0).Encoding;

    /// <summary>Learns from a table and keeps its rows: a source may give other rows on a second pass.</summary>
    /// <param name="context">Where errors come from.</param>
    /// <param name="data">Numbers, Booleans, text, keys and known-size vectors of Single; other columns must be left out by the options.</param>
    /// <param name="options">What to leave out, and the condition column.</param>
    /// <param name="most">Rows to keep: of a longer table as many are drawn at random.</param>
    /// <exception cref="ArgumentOutOfRangeException">A named column is not there, or of a type that cannot be encoded.</exception>
    /// <exception cref="InvalidOperationException">The table is empty, a text or key column has too many values or one that could not be saved, or a
    /// number is infinite.</exception>
    public static (TableEncoding Encoding, FieldTable Rows) Fit(IExceptionContext context, IDataView data, TableEncodingOptions options, int most)
    {
        TableColumn[] columns = SelectColumns(context, data.Schema, options);
        IFieldLearner[] learners = MakeLearners(context, columns, options);
        (FieldLayout layout, FieldTable rows) = Read(context, data, columns, options, most, [.. learners.Index()]);
        return (ToEncoding(context, columns, learners, layout), rows);
    }

    /// <summary>Keeps all rows of a table, and learns from numbers when that is asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="Fit(IExceptionContext, IDataView, TableEncodingOptions, int)"/>.</exception>
    /// <exception cref="InvalidOperationException">Likewise.</exception>
    public static KeptTable Keep(IExceptionContext context, IDataView data, TableEncodingOptions options)
    {
        TableColumn[] columns = SelectColumns(context, data.Schema, options);
        IFieldLearner[] learners = MakeLearners(context, columns, options);
        (FieldLayout layout, FieldTable rows) = Read(context, data, columns, options, most: int.MaxValue, [.. learners.Index().Where(l => l.Item is CategoryLearner)]);
        return new(layout, rows, () =>
        {
            foreach ((int field, IFieldLearner learner) in learners.Index().Where(l => l.Item is NumberLearner))
            {
                for (int row = 0; row < rows.Count; row++)
                    learner.Add(rows[row][field]);
            }
            return ToEncoding(context, columns, learners, layout);
        });
    }

    /// <summary>One pass over a table.</summary>
    /// <param name="context">Where errors come from.</param>
    /// <param name="data">The table.</param>
    /// <param name="columns">To read; they learn their categories.</param>
    /// <param name="options">Of the condition and of limits.</param>
    /// <param name="most">Rows to keep.</param>
    /// <param name="learners">Fields to learn from on the way.</param>
    private static (FieldLayout Layout, FieldTable Rows) Read(
        IExceptionContext context, IDataView data, TableColumn[] columns, TableEncodingOptions options, int most, (int Field, IFieldLearner Learner)[] learners)
    {
        TableLimits.Check(context, columns);
        int condition = Array.FindIndex(columns, c => c.Name == options.ConditionColumnName);
        int conditionField = columns.Take(condition).Sum(c => c.FieldCount);
        ConditionLearner? conditionLearner = condition < 0 ? null : new(context, columns[condition], options.MaximumCategories);
        var rows = new FieldSample(context, columns.Sum(c => c.FieldCount), most, options.Seed, data.GetRowCount());
        using var cursor = new FieldCursor(context, data, columns, learn: true);
        while (cursor.MoveNext())
        {
            rows.Add(cursor.Fields);
            foreach ((int field, IFieldLearner learner) in learners)
                learner.Add(cursor.Fields[field]);
            conditionLearner?.Add(cursor.Fields[conditionField]);
        }
        if (rows.Seen == 0)
            throw context.Except("The table has no rows: there is nothing to learn from.");
        int[]?[] newIndices = [.. columns.Select(c => (c as CategoryColumn)?.Freeze())];
        return (new(columns, conditionLearner?.ToCondition(newIndices[condition]), options.Seed),
            rows.ToTable([.. columns.Zip(newIndices).SelectMany(c => Enumerable.Repeat(c.Second, c.First.FieldCount))]));
    }

    private static TableEncoding ToEncoding(IExceptionContext context, TableColumn[] columns, IFieldLearner[] learners, FieldLayout layout)
    {
        var encoding = new TableEncoding(context, columns, [.. learners.Select(l => l.ToCode())], layout.Condition, layout.Seed);
        return TableLimits.Fault(encoding) is string fault ? throw context.Except(fault) : encoding;
    }

    private static TableColumn[] SelectColumns(IExceptionContext context, DataViewSchema schema, TableEncodingOptions options)
    {
        foreach (string name in options.ExcludedColumnNames)
        {
            if (schema.GetColumnOrNull(name) is null)
                throw context.ExceptSchemaMismatch(nameof(schema), "left out", name);
        }
        TableColumn[] columns = [.. schema.Where(c => !c.IsHidden && !options.ExcludedColumnNames.Contains(c.Name)).Select(Create)];
        if (options.ConditionColumnName is string condition)
        {
            TableColumn column = Array.Find(columns, c => c.Name == condition) ?? throw context.ExceptSchemaMismatch(nameof(schema), "condition", condition);
            if (column is SingleVectorColumn)
                throw context.ExceptSchemaMismatch(nameof(schema), "condition", condition, "text, Boolean, key or number", column.Description.Type.ToString());
        }
        return columns.Length > 0 ? columns : throw context.Except("The table has no column to learn from.");

        TableColumn Create(DataViewSchema.Column column)
            => TableColumn.Create(new(column)) ?? throw context.ExceptSchemaMismatch(nameof(schema), "table", column.Name,
                $"number, Boolean, text, key or known-size vector of Single (or leave it out by {nameof(TableEncodingOptions.ExcludedColumnNames)})", column.Type.ToString());
    }

    private static IFieldLearner[] MakeLearners(IExceptionContext context, TableColumn[] columns, TableEncodingOptions options)
    {
        var learners = new List<IFieldLearner>();
        foreach (TableColumn column in columns)
        {
            for (int i = 0; i < column.FieldCount; i++)
                learners.Add(column is CategoryColumn category
                    ? new CategoryLearner(context, category, options.MaximumCategories)
                    : new NumberLearner(Seeds.Derive(options.Seed, SeedPurpose.NumberSample), learners.Count, column.IsSingle));
        }
        return [.. learners];
    }
}

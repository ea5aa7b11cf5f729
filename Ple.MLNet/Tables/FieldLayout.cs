using Microsoft.ML;

namespace Ple.MLNet.Tables;

/// <summary>The columns of a table as the fields of a row: all that it takes to read rows and to give them back. How fields are encoded is <see cref="TableEncoding"/>'s.</summary>
internal class FieldLayout
{
    private readonly bool[] _isCategory;

    /// <param name="columns">In schema order, their categories learnt.</param>
    /// <param name="condition">Of one of the columns; null where no condition column was named.</param>
    /// <param name="seed">Of what is drawn at random.</param>
    public FieldLayout(TableColumn[] columns, TableCondition? condition, int seed)
    {
        (Columns, Condition, Seed) = (columns, condition, seed);
        FirstFields = new int[columns.Length];
        for (int i = 1; i < columns.Length; i++)
            FirstFields[i] = FirstFields[i - 1] + columns[i - 1].FieldCount;
        int conditionColumn = Array.FindIndex(columns, c => c.Name == condition?.Name);
        ConditionField = conditionColumn < 0 ? -1 : FirstFields[conditionColumn];
        _isCategory = [.. columns.SelectMany(c => Enumerable.Repeat(c is CategoryColumn, c.FieldCount))];
        Schema = MakeSchema(columns);
    }

    /// <summary>The columns of the decoded table, in schema order, the condition's among them.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The first field of each column.</summary>
    public int[] FirstFields { get; }

    public int FieldCount => _isCategory.Length;

    /// <summary>Null where no condition column was named.</summary>
    public TableCondition? Condition { get; }

    /// <summary>The field of the condition; -1 without one.</summary>
    public int ConditionField { get; }

    public int Seed { get; }

    /// <summary>Names, types and annotations of the decoded table: those of the input but for columns left out.</summary>
    public DataViewSchema Schema { get; }

    /// <summary>Whether a field is the index of a category, not a number.</summary>
    public bool IsCategory(int field) => _isCategory[field];

    private static DataViewSchema MakeSchema(TableColumn[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (TableColumn column in columns)
            builder.AddColumn(column.Name, column.Description.Type, column.Description.Annotations);
        return builder.ToSchema();
    }
}

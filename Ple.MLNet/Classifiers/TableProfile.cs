using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Classifiers;

/// <summary>What a table with classes is: its rows, classes and columns.</summary>
public sealed class TableProfile
{
    internal const string Number = "number", Category = "category", Vector = "vector";

    private const int FewRows = 20;

    private TableProfile(long rows, IReadOnlyList<KeyValuePair<object, long>> classes, long unlabelled, IReadOnlyList<TableProfileColumn> columns)
        => (Rows, Classes, UnlabelledRows, Columns) = (rows, classes, unlabelled, columns);

    /// <summary>All rows, those without a class among them.</summary>
    public long Rows { get; }

    /// <summary>Classes and their rows, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<object, long>> Classes { get; }

    /// <summary>Rows without a class; nothing is learnt from them.</summary>
    public long UnlabelledRows { get; }

    /// <summary>All columns but the label's and those that were left out by name.</summary>
    public IReadOnlyList<TableProfileColumn> Columns { get; }

    /// <summary>Columns that are learnt from, by kind.</summary>
    internal string[] Used(string kind) => [.. Columns.Where(c => c.LeftOut is null && c.Kind == kind).Select(c => c.Name)];

    /// <summary>Looks at a table once.</summary>
    internal static TableProfile Of(IHost host, IDataView table, string labelColumnName, IReadOnlyCollection<string> excluded, int maximumCategories)
    {
        foreach (string name in excluded)
        {
            if (table.Schema.GetColumnOrNull(name) is null)
                throw host.ExceptSchemaMismatch(nameof(table), "left out", name);
        }
        var label = new ConditionReader(host, table.Schema, labelColumnName, TableEncodingOptions.MostCategories);
        DataViewSchema.Column[] columns = [.. table.Schema.Where(c => !c.IsHidden && c.Name != labelColumnName && !excluded.Contains(c.Name))];
        using DataViewRowCursor cursor = table.GetRowCursor([label.Input, .. columns]);
        Action readLabel = label.Read(cursor);
        ColumnLook[] looks = [.. columns.Select(column => ColumnLook.Of(cursor, column, maximumCategories))];
        long rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            readLabel();
            foreach (ColumnLook look in looks)
                look.Read();
        }
        if (rows == 0)
            throw host.Except("The table has no rows.");
        (TableCondition classes, int[] labels) = label.Finish();
        return new(rows, [.. classes.Categories.Zip(classes.Counts, (c, n) => KeyValuePair.Create(c, n)).OrderByDescending(c => c.Value)], labels.LongCount(l => l < 0),
            [.. looks.Select(look => look.ToColumn(rows, rows >= FewRows))]);
    }
}

using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>A table in memory with the positions of each class's rows.</summary>
internal sealed class ClassRows
{
    private readonly int[][] _rows;

    public ClassRows(FieldTable table, TableEncoding encoding)
    {
        Table = table;
        TableCondition classes = encoding.Condition!;
        ILookup<int, int> rows = Enumerable.Range(0, table.Count).ToLookup(r => classes.IndexOfField(table[r][encoding.ConditionField]));
        _rows = [.. Enumerable.Range(0, classes.Categories.Count).Select(c => rows[c].ToArray())];
    }

    public FieldTable Table { get; }

    /// <summary>The positions of a class's rows.</summary>
    public int[] this[int classIndex] => _rows[classIndex];
}

using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>The positions of each class's rows in a table.</summary>
internal sealed class ClassRows
{
    private readonly int[][] _rows;

    public ClassRows(KeptTable table)
    {
        TableCondition classes = table.Layout.Condition!;
        List<int>[] rows = [.. classes.Categories.Select(_ => new List<int>())];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            int index = classes.IndexOfField(table.Rows[row][table.Layout.ConditionField]);
            if (index >= 0)
                rows[index].Add(row);
        }
        _rows = [.. rows.Select(r => r.ToArray())];
    }

    /// <summary>The positions of a class's rows.</summary>
    public int[] this[int classIndex] => _rows[classIndex];
}

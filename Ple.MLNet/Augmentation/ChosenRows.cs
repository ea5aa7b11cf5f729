using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Some rows of a table.</summary>
/// <param name="table">All rows.</param>
/// <param name="chosen">Positions.</param>
internal sealed class ChosenRows(FieldTable table, int[] chosen) : IFieldRowSource
{
    public long Count => chosen.Length;

    public void Read(long first, Span<double> rows)
    {
        for (int i = 0; i < rows.Length / table.Width; i++)
            table[chosen[first + i]].CopyTo(rows.Slice(i * table.Width, table.Width));
    }
}

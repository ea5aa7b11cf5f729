using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>Rows drawn with replacement.</summary>
internal sealed class Copies(FieldTable table, int[] candidates, long count, int seed) : IFieldRowSource
{
    public long Count => count;

    public void Read(long first, Span<double> rows)
    {
        for (int i = 0; i < rows.Length / table.Width; i++)
        {
            int original = candidates[CounterRandom.Below(candidates.Length, seed, first + i, 0)];
            table[original].CopyTo(rows.Slice(i * table.Width, table.Width));
        }
    }
}

using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>SMOTE's rows by position: which row, which neighbour and how far between them follow from seed and position.</summary>
internal sealed class SmoteRows(TableEncoding encoding, FieldTable table, int[] members, int[][] nearest, long count, int seed) : IFieldRowSource
{
    private const int BaseStream = -1;
    private const int NeighborStream = -2;
    private const int PlaceStream = -3;

    public long Count => count;

    /// <summary>For each row of the class whether a new row starts from it.</summary>
    public static bool[] Starts(int members, long count, int seed)
    {
        bool[] isStart = new bool[members];
        for (long position = 0; position < count; position++)
            isStart[Start(members, seed, position)] = true;
        return isStart;
    }

    public void Read(long first, Span<double> rows)
    {
        for (int i = 0; i < rows.Length / table.Width; i++)
            Make(first + i, rows.Slice(i * table.Width, table.Width));
    }

    private static int Start(int members, int seed, long position) => CounterRandom.Below(members, seed, position, BaseStream);

    private void Make(long position, Span<double> row)
    {
        int start = Start(members.Length, seed, position);
        int[] neighbors = nearest[start];
        ReadOnlySpan<double> from = table[members[start]];
        ReadOnlySpan<double> to = table[members[neighbors[CounterRandom.Below(neighbors.Length, seed, position, NeighborStream)]]];
        double place = CounterRandom.Uniform(seed, position, PlaceStream);
        for (int field = 0; field < row.Length; field++)
        {
            if (field == encoding.ConditionField)
                row[field] = from[field];
            else if (encoding.Codes[field] is CategoryCode)
                row[field] = MostFrequent(neighbors, field, CounterRandom.Below(neighbors.Length, seed, position, field));
            else
                row[field] = encoding.Codes[field].Restore(Between(from[field], to[field], place, neighbors, field));
        }
    }

    private double Between(double from, double to, double place, int[] neighbors, int field)
    {
        int missing = neighbors.Count(n => double.IsNaN(table[members[n]][field]));
        if (2 * missing > neighbors.Length || (double.IsNaN(from) && double.IsNaN(to)))
            return double.NaN;
        if (double.IsNaN(from) || double.IsNaN(to))
            return double.IsNaN(from) ? to : from;
        return NumberCode.Between(from, to, place);
    }

    /// <param name="neighbors">The neighbours of the row that the new one starts from.</param>
    /// <param name="field">A field of categories.</param>
    /// <param name="first">The neighbour to begin with: ties go to whichever comes first, so they fall at random.</param>
    private double MostFrequent(int[] neighbors, int field, int first)
    {
        double best = double.NaN;
        int bestCount = 0;
        for (int i = 0; i < neighbors.Length; i++)
        {
            double candidate = table[members[neighbors[(first + i) % neighbors.Length]]][field];
            int votes = neighbors.Count(n => table[members[n]][field].Equals(candidate));
            if (votes > bestCount)
                (best, bestCount) = (candidate, votes);
        }
        return best;
    }
}

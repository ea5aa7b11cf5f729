using System.Runtime.CompilerServices;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Augmentation;

/// <summary>SMOTE's rows by position: which row, which neighbour and how far between them follow from seed and position.</summary>
/// <param name="table">All rows.</param>
/// <param name="values">Of the fields of numbers; null for the others.</param>
/// <param name="members">The class's rows.</param>
/// <param name="nearest">For each of them the neighbours, as indices among them; none for one that no row starts from.</param>
/// <param name="count">Rows to make.</param>
/// <param name="seed">Of the draws.</param>
internal sealed class SmoteRows(KeptTable table, NumberValues?[] values, int[] members, int[][] nearest, long count, int seed) : IFieldRowSource
{
    private const int BaseStream = -1;
    private const int NeighborStream = -2;
    private const int PlaceStream = -3;

    private readonly int _mostNeighbors = nearest.Max(n => n.Length);

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
        int width = table.Rows.Width;
        double[] ofNeighbors = new double[_mostNeighbors];
        for (int i = 0; i < rows.Length / width; i++)
            Make(first + i, rows.Slice(i * width, width), ofNeighbors);
    }

    private static int Start(int members, int seed, long position) => CounterRandom.Below(members, seed, position, BaseStream);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Make(long position, Span<double> row, double[] ofNeighbors)
    {
        int start = Start(members.Length, seed, position);
        int[] neighbors = nearest[start];
        Span<double> votes = ofNeighbors.AsSpan(0, neighbors.Length);
        ReadOnlySpan<double> from = table.Rows[members[start]];
        ReadOnlySpan<double> to = table.Rows[members[neighbors[CounterRandom.Below(neighbors.Length, seed, position, NeighborStream)]]];
        double place = CounterRandom.Uniform(seed, position, PlaceStream);
        for (int field = 0; field < row.Length; field++)
        {
            if (field == table.Layout.ConditionField)
                row[field] = from[field];
            else if (values[field] is not { } numbers)
                row[field] = MostFrequent(Votes(neighbors, field, votes), CounterRandom.Below(neighbors.Length, seed, position, field));
            else
                row[field] = numbers.Nearest(!numbers.HasMissing ? NumberCode.Between(from[field], to[field], place) : Between(from[field], to[field], place, Votes(neighbors, field, votes)));
        }
    }

    /// <summary>The field's values in the neighbours.</summary>
    private ReadOnlySpan<double> Votes(int[] neighbors, int field, Span<double> votes)
    {
        for (int i = 0; i < neighbors.Length; i++)
            votes[i] = table.Rows[members[neighbors[i]]][field];
        return votes;
    }

    private static double Between(double from, double to, double place, ReadOnlySpan<double> votes)
    {
        int missing = votes.Count(double.NaN);
        if (2 * missing > votes.Length || (double.IsNaN(from) && double.IsNaN(to)))
            return double.NaN;
        if (double.IsNaN(from) || double.IsNaN(to))
            return double.IsNaN(from) ? to : from;
        return NumberCode.Between(from, to, place);
    }

    /// <param name="votes">Categories of the neighbours of the row that the new one starts from.</param>
    /// <param name="first">The neighbour to begin with: ties go to whichever comes first, so they fall at random.</param>
    private static double MostFrequent(ReadOnlySpan<double> votes, int first)
    {
        double best = double.NaN;
        int bestCount = 0;
        for (int i = 0; i < votes.Length; i++)
        {
            double candidate = votes[(first + i) % votes.Length];
            int count = votes.Count(candidate);
            if (count > bestCount)
                (best, bestCount) = (candidate, count);
        }
        return best;
    }
}

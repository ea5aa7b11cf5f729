using Ple.MLNet.Interop;

namespace Ple.MLNet.Statistics;

/// <summary>
/// A uniform random sample of a table's rows: those whose positions have the smallest hashes (bottom-k sampling), so that samples of parts of
/// a table merge, in any order, to the very sample of the whole. All rows while they fit.
/// </summary>
/// <param name="capacity">Rows kept at most.</param>
/// <param name="seed">Of the hash: samples merge where it is the same.</param>
internal sealed class RowSample(int capacity, int seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _key = Seeds.Mix((uint)seed + Golden);

    /// <summary>The largest hash comes out first.</summary>
    private readonly PriorityQueue<(long Position, float[] Row), ulong> _kept = new();

    private float[][]? _rows;

    public int Capacity => capacity;

    public int Seed => seed;

    /// <summary>Rows seen.</summary>
    public long Count { get; private set; }

    /// <summary>Those kept, in the order of their positions.</summary>
    public float[][] Rows => _rows ??= [.. Kept().Select(kept => kept.Row)];

    /// <summary>Those kept with their positions, in the order of these.</summary>
    public IEnumerable<(long Position, float[] Row)> Kept() => _kept.UnorderedItems.Select(item => item.Element).OrderBy(kept => kept.Position);

    /// <param name="row">Is copied where it is kept.</param>
    /// <param name="position">Of the row in the whole table; each comes once.</param>
    public void Add(ReadOnlySpan<float> row, long position)
    {
        Count++;
        if (IsWanted(position, out ulong priority))
            Keep(row.ToArray(), position, priority);
    }

    /// <summary>Adds the rows that another sample of the same capacity and seed has seen.</summary>
    /// <exception cref="ArgumentException">Both hold a row of the same position.</exception>
    public void Merge(RowSample other)
    {
        HashSet<long> mine = [.. _kept.UnorderedItems.Select(item => item.Element.Position)];
        foreach ((long position, _) in other.Kept())
        {
            if (mine.Contains(position))
                throw new ArgumentException($"Both parts hold the row at position {position} of the whole: give each part the position of its first row.");
        }
        foreach ((long position, float[] row) in other.Kept())
        {
            if (IsWanted(position, out ulong priority))
                Keep(row, position, priority);
        }
        Count += other.Count;
    }

    /// <summary>A sample as it was saved.</summary>
    /// <param name="capacity">Rows kept at most.</param>
    /// <param name="seed">Of the hash.</param>
    /// <param name="count">Rows seen.</param>
    /// <param name="kept">Not more than the capacity.</param>
    public static RowSample Restore(int capacity, int seed, long count, IEnumerable<(long Position, float[] Row)> kept)
    {
        var sample = new RowSample(capacity, seed);
        foreach ((long position, float[] row) in kept)
            sample.Keep(row, position, sample.Priority(position));
        sample.Count = count;
        return sample;
    }

    // Positions differ and the hash is one to one: no two rows share a priority.
    private ulong Priority(long position) => ulong.MaxValue - Seeds.Mix(_key + (ulong)position * Golden);

    private bool IsWanted(long position, out ulong priority)
    {
        priority = Priority(position);
        return _kept.Count < capacity || (_kept.TryPeek(out _, out ulong largest) && priority > largest);
    }

    private void Keep(float[] row, long position, ulong priority)
    {
        _kept.Enqueue((position, row), priority);
        if (_kept.Count > capacity)
            _kept.Dequeue();
        _rows = null;
    }
}

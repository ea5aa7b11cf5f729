namespace Ple.MLNet.Statistics;

/// <summary>A uniform random sample of rows of unknown number (reservoir sampling); all of them, in order, while they fit.</summary>
internal sealed class RowSample(int capacity, int seed)
{
    private readonly List<float[]> _rows = [];
    private readonly Random _random = new(seed);

    /// <summary>Rows seen.</summary>
    public long Count { get; private set; }

    public IReadOnlyList<float[]> Rows => _rows;

    public void Add(ReadOnlySpan<float> row)
    {
        Count++;
        if (_rows.Count < capacity)
        {
            _rows.Add(row.ToArray());
            return;
        }
        long place = _random.NextInt64(Count);
        if (place < capacity)
            row.CopyTo(_rows[(int)place]);
    }

    /// <summary>The rows of the sample, one after another.</summary>
    public float[] Flatten() => [.. _rows.SelectMany(row => row)];
}

using Ple.MLNet.Generation;

namespace Ple.MLNet.Training;

/// <summary>Which rows come in which batch.</summary>
internal sealed class BatchOrder
{
    private readonly Random _random;
    private readonly int _batchSize;
    private readonly long[][] _groups;
    private readonly int[] _next;
    private int _firstGroup;

    /// <param name="set">Of each of its groups batches have as many rows.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="seed">Of the order.</param>
    public BatchOrder(TrainingSet set, int batchSize, int seed)
    {
        (_random, _batchSize) = (new Random(seed), batchSize);
        _groups = [.. set.Groups.Select(g => g.ToArray())];
        _next = [.. _groups.Select(g => g.Length)];
    }

    /// <summary>Passes over batches that were used before.</summary>
    public void Skip(int batches)
    {
        for (int i = 0; i < batches; i++)
            _ = Next();
    }

    /// <summary>The next batch. Of a group, every row is used once before any is used again.</summary>
    public long[] Next()
    {
        long[] batch = new long[_batchSize];
        for (int i = 0; i < batch.Length; i++)
        {
            int group = (_firstGroup + i) % _groups.Length;
            if (_next[group] == _groups[group].Length)
            {
                _random.Shuffle(_groups[group]);
                _next[group] = 0;
            }
            batch[i] = _groups[group][_next[group]++];
        }
        _firstGroup = (_firstGroup + batch.Length) % _groups.Length;
        return batch;
    }
}

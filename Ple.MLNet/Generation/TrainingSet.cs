using static TorchSharp.torch;

namespace Ple.MLNet.Generation;

/// <summary>Rows to train on, and whether their classes come alike in batches.</summary>
/// <param name="rows">[n, d]</param>
/// <param name="classes">Of each row, where batches hold as many rows of each class; null for rows as they come.</param>
internal sealed class TrainingSet(Tensor rows, int[]? classes = null)
{
    /// <summary>Row indices of each class, or of all rows.</summary>
    public IReadOnlyList<long[]> Groups { get; } = classes is null ? [[.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => (long)i)]]
        : [.. classes.Index().GroupBy(c => c.Item, c => (long)c.Index).OrderBy(g => g.Key).Select(g => g.ToArray())];

    public Tensor Rows => rows;

    /// <summary>Some of the rows.</summary>
    public TrainingSet Some(IReadOnlyList<long> indices)
        => new(rows.index_select(0, tensor(indices.ToArray(), device: rows.device)), classes is null ? null : [.. indices.Select(i => classes[i])]);

    /// <summary>As many rows as there are, in chunks of at most a size, their classes as often as in batches: what is measured on them is what training saw. A chunk lasts until the next is asked for.</summary>
    public IEnumerable<Tensor> Chunks(int size)
    {
        long count = rows.shape[0], chunks = (count + size - 1) / size, length = (count + chunks - 1) / chunks;
        for (long first = 0; first < count; first += length)
        {
            long behind = Math.Min(count, first + length);
            using Tensor chunk = Groups.Count == 1 ? rows.slice(0, first, behind, 1) : rows.index_select(0, tensor(Seen(first, behind), device: rows.device));
            yield return chunk;
        }
    }

    /// <summary>Rows of one class after the other in turn; of each class evenly chosen, or repeated, so that all have as many.</summary>
    private long[] Seen(long first, long behind)
    {
        long count = rows.shape[0];
        int groups = Groups.Count;
        long[] seen = new long[behind - first];
        for (long i = first; i < behind; i++)
        {
            int at = (int)(i % groups);
            long share = (count - at + groups - 1) / groups;
            long[] group = Groups[at];
            seen[i - first] = group[i / groups * group.Length / share];
        }
        return seen;
    }
}

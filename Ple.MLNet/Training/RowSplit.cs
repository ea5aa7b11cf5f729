namespace Ple.MLNet.Training;

/// <summary>Rows to train on and rows set apart, class by class.</summary>
internal sealed class RowSplit
{
    /// <param name="conditions">Class of each row; -1 for all where there are none.</param>
    /// <param name="validationFraction">Of each class; it keeps at least one row to train on.</param>
    /// <param name="seed">Of the choice.</param>
    public RowSplit(int[] conditions, double validationFraction, int seed)
    {
        var random = new Random(seed);
        foreach (IGrouping<int, int> group in conditions.Index().GroupBy(c => c.Item, c => c.Index).OrderBy(g => g.Key))
        {
            long[] rows = [.. group.Select(i => (long)i)];
            int apart = Math.Min(rows.Length - 1, (int)(rows.Length * validationFraction));
            if (apart > 0)
                random.Shuffle(rows);
            Training.Add(rows[apart..]);
            if (apart > 0)
                Validation.Add(rows[..apart]);
        }
    }

    /// <summary>Row indices of each class.</summary>
    public List<long[]> Training { get; } = [];

    /// <summary>Row indices of each class that is large enough to spare some.</summary>
    public List<long[]> Validation { get; } = [];
}

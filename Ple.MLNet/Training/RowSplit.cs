namespace Ple.MLNet.Training;

/// <summary>Rows to train on and rows set apart, class by class.</summary>
internal sealed class RowSplit
{
    /// <summary>Set apart in all, as many of each class: more tell little more, and each look at them takes time.</summary>
    private const int MostApart = 10_000;

    /// <param name="conditions">Class of each row; -1 for all where there are none.</param>
    /// <param name="validationFraction">Of each class; it keeps at least one row to train on.</param>
    /// <param name="seed">Of the choice.</param>
    public RowSplit(int[] conditions, double validationFraction, int seed)
    {
        var random = new Random(seed);
        long[][] classes = [.. conditions.Index().GroupBy(c => c.Item, c => (long)c.Index).OrderBy(g => g.Key).Select(g => g.ToArray())];
        foreach (long[] rows in classes)
        {
            int apart = Math.Min(Math.Min(rows.Length - 1, (int)(rows.Length * validationFraction)), MostApart / classes.Length);
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

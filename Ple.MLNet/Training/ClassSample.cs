namespace Ple.MLNet.Training;

/// <summary>Some rows of each class, evenly spread, where all are more than it takes.</summary>
internal static class ClassSample
{
    /// <param name="classes">Of each row.</param>
    /// <param name="most">Rows in all, as many of each class; all rows where they are no more.</param>
    /// <returns>Their indices, ascending. Of a class at least what a distance takes.</returns>
    public static long[] Of(IReadOnlyList<int> classes, int most)
    {
        long[][] groups = [.. classes.Index().GroupBy(c => c.Item, c => (long)c.Index).Select(g => g.ToArray())];
        int ofClass = classes.Count <= most ? most : Math.Max(RowDistance.FewestRows, most / groups.Length);
        return [.. groups.SelectMany(rows => rows.Where((_, at) => at % ((rows.Length + ofClass - 1) / ofClass) == 0)).Order()];
    }
}

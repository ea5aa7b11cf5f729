namespace Ple.MLNet.Estimation;

/// <summary>Rows of one number.</summary>
/// <param name="random">Draws.</param>
internal sealed class ValueSets(Random random) : IRowSets<double[]>
{
    public long Count(double[] rows) => rows.Length;

    public double[] Append(IReadOnlyList<double[]> parts) => [.. parts.SelectMany(p => p)];

    public double[] Take(double[] rows, long count) => rows[..(int)Math.Min(count, rows.Length)];

    public double[] Draw(double[] rows, long count, int generation)
    {
        double[] all = [.. rows];
        random.Shuffle(all);
        return all[..(int)count];
    }
}

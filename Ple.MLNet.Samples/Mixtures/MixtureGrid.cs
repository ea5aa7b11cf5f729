using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>The data of the paper's figure 3: two Gaussians with means 0 and 2 and variances 1, of several responsibilities and sample sizes.</summary>
/// <param name="RowCounts">Sample sizes n.</param>
/// <param name="Responsibilities">Weights of the component with mean 0.</param>
internal sealed record MixtureGrid(IReadOnlyList<int> RowCounts, IReadOnlyList<double> Responsibilities)
{
    public static MixtureGrid Paper { get; } = new([10, 20, 50, 100, 500, 1000], [0.5, 0.7, 0.8, 0.9, 0.95, 0.98]);

    public static MixtureGrid Small { get; } = new([10, 50], [0.5, 0.9]);

    /// <summary>All cells, those with the most rows first: they take longest.</summary>
    public IEnumerable<(int RowCount, double Responsibility)> Cells =>
        from rowCount in RowCounts.Reverse()
        from responsibility in Responsibilities
        select (rowCount, responsibility);

    public static GaussianMixture Truth(double responsibility) => new([responsibility, 1 - responsibility], [[0], [2]], [[1], [1]]);

    /// <summary>The data set of one seed.</summary>
    public static double[] DataSet(int rowCount, double responsibility, int seed)
        => Draw(Truth(responsibility), rowCount, new Random(((seed * 1000) + (int)Math.Round(1000 * responsibility)) * 10_007 + rowCount));

    /// <summary>Independent draws from a mixture in one dimension.</summary>
    public static double[] Draw(GaussianMixture mixture, int count, Random random)
    {
        double[] rows = new double[count];
        for (int i = 0; i < count; i++)
            mixture.Sample(random, rows.AsSpan(i, 1));
        return rows;
    }
}

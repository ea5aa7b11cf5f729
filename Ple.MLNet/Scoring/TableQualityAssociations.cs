using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>How strongly columns depend on each other, pair by pair.</summary>
internal static class TableQualityAssociations
{
    private const int Quantiles = 10;

    /// <summary>Pairs that are compared; of wider tables as many are drawn.</summary>
    private const int MostPairs = 2000;

    /// <summary>Compares V of each pair of fields in the synthetic and in the real rows.</summary>
    /// <returns>For each pair compared, the fields and |V synthetic - V real|.</returns>
    public static List<(int First, int Second, double Difference)> Compare(TableComparison tables)
    {
        FieldBins[] bins = [.. tables.Encoding.Codes.Select(c => new FieldBins(c, Quantiles))];
        int[][] a = [.. bins.Select((b, field) => b.IndicesOf(tables.Synthetic, field))];
        int[][] b = [.. bins.Select((b, field) => b.IndicesOf(tables.Reference, field))];
        return [.. FieldPairs.Choose(bins.Length, MostPairs, tables.Encoding.Seed).Select(p =>
            (p.First, p.Second, Math.Abs(
                CramersV(a[p.First], a[p.Second], bins[p.First].Count, bins[p.Second].Count)
                - CramersV(b[p.First], b[p.Second], bins[p.First].Count, bins[p.Second].Count))))];
    }

    /// <summary>Cramer's V with the bias correction of Bergsma (2013), J. Korean Stat. Soc. 42: 0 (independent) to 1; 0 where a variable is constant.</summary>
    public static double CramersV(int[] x, int[] y, int xBins, int yBins)
    {
        double n = x.Length;
        double[] table = new double[xBins * yBins];
        double[] rows = new double[xBins];
        double[] columns = new double[yBins];
        for (int i = 0; i < x.Length; i++)
        {
            table[x[i] * yBins + y[i]]++;
            rows[x[i]]++;
            columns[y[i]]++;
        }
        double phiSquared = -1;
        for (int i = 0; i < table.Length; i++)
        {
            if (table[i] > 0)
                phiSquared += table[i] * table[i] / (rows[i / yBins] * columns[i % yBins]);
        }
        int r = rows.Count(c => c > 0);
        int k = columns.Count(c => c > 0);
        if (r < 2 || k < 2 || n < 2)
            return 0;
        double corrected = Math.Max(0, phiSquared - (r - 1) * (k - 1) / (n - 1));
        double most = Math.Min(r - (r - 1) * (r - 1) / (n - 1), k - (k - 1) * (k - 1) / (n - 1)) - 1;
        return most > 0 ? Math.Min(1, Math.Sqrt(corrected / most)) : 0;
    }
}

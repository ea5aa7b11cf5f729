using Ple.MLNet.Tables;

namespace Ple.MLNet.Scoring;

/// <summary>Distances between the distributions of single columns.</summary>
internal static class TableQualityMarginals
{
    /// <summary>Compares each field in the synthetic and in the real rows.</summary>
    public static IReadOnlyList<TableQualityColumn> Compare(TableComparison tables) => [.. tables.Names.Select((name, field) =>
    {
        double[] a = Column(tables.Synthetic, field);
        double[] b = Column(tables.Reference, field);
        return tables.Encoding.Codes[field] is NumberCode
            ? new TableQualityColumn(name, "KolmogorovSmirnov", KolmogorovSmirnov(a, b))
            : new TableQualityColumn(name, "TotalVariation", TotalVariation(a, b));
    })];

    /// <summary>The largest difference of the cumulative distributions; NaN, a missing value, comes before all numbers.</summary>
    public static double KolmogorovSmirnov(double[] a, double[] b)
    {
        (double[] first, double[] second) = ([.. a.Order()], [.. b.Order()]);
        (int i, int j, double largest) = (0, 0, 0);
        while (i < first.Length && j < second.Length)
        {
            double next = first[i].CompareTo(second[j]) <= 0 ? first[i] : second[j];
            while (i < first.Length && first[i].Equals(next))
                i++;
            while (j < second.Length && second[j].Equals(next))
                j++;
            largest = Math.Max(largest, Math.Abs((double)i / first.Length - (double)j / second.Length));
        }
        return largest;
    }

    /// <summary>Half the sum of the differences of frequencies.</summary>
    public static double TotalVariation(double[] a, double[] b)
    {
        Dictionary<double, int> first = a.CountBy(v => v).ToDictionary();
        Dictionary<double, int> second = b.CountBy(v => v).ToDictionary();
        return first.Keys.Union(second.Keys).Sum(v => Math.Abs((double)first.GetValueOrDefault(v) / a.Length - (double)second.GetValueOrDefault(v) / b.Length)) / 2;
    }

    private static double[] Column(FieldTable table, int field) => [.. Enumerable.Range(0, table.Count).Select(r => table[r][field])];
}

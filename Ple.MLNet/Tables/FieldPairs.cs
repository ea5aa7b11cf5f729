using Ple.MLNet.Interop;

namespace Ple.MLNet.Tables;

/// <summary>Pairs of fields: all, or of wide tables a random choice.</summary>
internal static class FieldPairs
{
    public static List<(int First, int Second)> Choose(int fields, int most, int seed)
    {
        if (fields * (long)(fields - 1) / 2 <= most)
            return [.. from first in Enumerable.Range(0, fields) from second in Enumerable.Range(first + 1, fields - first - 1) select (first, second)];
        var random = new Random(Seeds.Derive(seed, SeedPurpose.ColumnPairs));
        var pairs = new HashSet<(int, int)>();
        while (pairs.Count < most)
        {
            (int a, int b) = (random.Next(fields), random.Next(fields));
            if (a != b)
                pairs.Add((Math.Min(a, b), Math.Max(a, b)));
        }
        return [.. pairs.Order()];
    }
}

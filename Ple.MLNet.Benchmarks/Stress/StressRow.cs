using Microsoft.ML.Data;

namespace Ple.MLNet.Benchmarks.Stress;

/// <summary>A row of the tables that generators are fitted to, and of those that they make.</summary>
internal sealed class StressRow
{
    public const int EmbeddingSize = 12;

    public float Amount { get; set; }

    public string Channel { get; set; } = "";

    public bool Flag { get; set; }

    [VectorType(EmbeddingSize)]
    public float[] Embedding { get; set; } = [];

    public string Class { get; set; } = "";

    /// <summary>Rows of two classes, ten to one.</summary>
    public static StressRow[] Sample(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % 11 == 0)
            .Select(rare => new StressRow
            {
                Amount = rare ? 900 + 300 * random.NextSingle() : 40 + 100 * random.NextSingle(),
                Channel = rare || random.Next(3) == 0 ? "web" : "shop",
                Flag = random.Next(rare ? 2 : 5) == 0,
                Embedding = [.. Enumerable.Range(0, EmbeddingSize).Select(j => random.NextSingle() + (rare ? 0.2f * j : 0))],
                Class = rare ? "rare" : "common",
            })];
    }

    /// <summary>All bits of the row in one number.</summary>
    public long Fingerprint()
    {
        ulong hash = 14695981039346656037; // FNV-1a
        void Mix(int bits)
        {
            for (int shift = 0; shift < 32; shift += 8)
                hash = (hash ^ (byte)(bits >> shift)) * 1099511628211;
        }
        Mix(BitConverter.SingleToInt32Bits(Amount));
        foreach (char c in Channel + "|" + Class)
            Mix(c);
        Mix(Flag ? 1 : 0);
        foreach (float value in Embedding)
            Mix(BitConverter.SingleToInt32Bits(value));
        return (long)hash;
    }
}

namespace Ple.MLNet.Tests.Scoring;

/// <summary>Rows of independent normal numbers.</summary>
internal static class GaussianRows
{
    public static float[][] Make(Random random, int count, int dimensions, double mean = 0, double deviation = 1)
        => [.. Enumerable.Range(0, count).Select(_ =>
            Enumerable.Range(0, dimensions).Select(_ => (float)(mean + deviation * Normal(random))).ToArray())];

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

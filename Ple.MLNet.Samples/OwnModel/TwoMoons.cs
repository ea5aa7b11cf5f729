using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>Points of two interleaved half circles of radius 1.</summary>
internal static class TwoMoons
{
    public const string ColumnName = "Features";
    private const double Noise = 0.07;

    public static IDataView Make(MLContext mlContext, int count, int seed)
    {
        var random = new Random(seed);
        return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => Point(random, isUpper: i % 2 == 0)).ToArray());
    }

    /// <summary>The points of a table, x and y each.</summary>
    public static float[][] Read(IDataView table) => [.. table.GetColumn<float[]>(ColumnName)];

    private static Row Point(Random random, bool isUpper)
    {
        double angle = Math.PI * random.NextDouble(), x = Math.Cos(angle), y = Math.Sin(angle);
        (x, y) = isUpper ? (x, y) : (1 - x, 0.5 - y);
        double radius = Noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), direction = 2 * Math.PI * random.NextDouble();
        return new() { Features = [(float)(x + radius * Math.Cos(direction)), (float)(y + radius * Math.Sin(direction))] };
    }

    internal sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}

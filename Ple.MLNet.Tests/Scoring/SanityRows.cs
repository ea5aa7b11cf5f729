namespace Ple.MLNet.Tests.Scoring;

/// <summary>The rows of the sanity checks of Räisä, van Breugel and van der Schaar (2025).</summary>
internal static class SanityRows
{
    /// <summary>Where no number is given.</summary>
    public const int Count = 1000;

    public static float[][] Normal(Random random, int dimensions, double mean = 0, double deviation = 1, int count = Count) => GaussianRows.Make(random, count, dimensions, mean, deviation);

    public static float[] Constant(int dimensions, double value) => [.. Enumerable.Repeat((float)value, dimensions)];

    /// <summary>Of ten modes from 0 to 10 the first ones, each as often.</summary>
    public static float[][] Mixture(Random random, int dimensions, int modes, double scale)
        => [.. Enumerable.Range(0, Count).Select(_ => Mode(random, dimensions, random.Next(modes), scale))];

    /// <summary>Of ten modes from 0 to 10 all but the first lack a share of their rows.</summary>
    public static float[][] Thinned(Random random, int dimensions, double scale, double dropped)
    {
        double rest = 9 * (1 - dropped);
        return [.. Enumerable.Range(0, Count).Select(_ => Mode(random, dimensions, random.NextDouble() * (1 + rest) < 1 ? 0 : 1 + random.Next(9), scale))];
    }

    /// <summary>Half of the rows around minus half the distance in each dimension, half around plus that.</summary>
    public static float[][] TwoModes(Random random, int dimensions, double distance)
        => [.. Enumerable.Range(0, Count).Select(_ => GaussianRows.Make(random, 1, dimensions, (random.Next(2) - 0.5) * distance, 1)[0])];

    /// <summary>Uniform in a ball of three dimensions.</summary>
    public static float[][] Ball(Random random, int count, double radius)
        => [.. Normal(random, 3, count: count).Select(row => Length(row, radius * Math.Cbrt(random.NextDouble())))];

    /// <summary>Uniform in a disk of radius .1 around a place of the unit circle, turned about the axis.</summary>
    public static float[][] Torus(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        (double angle, double place, double radius) = (random.NextDouble() * Math.Tau, random.NextDouble() * Math.Tau, 0.1 * Math.Sqrt(random.NextDouble()));
        double distance = 1 + radius * Math.Cos(angle);
        return (float[])[(float)(distance * Math.Cos(place)), (float)(distance * Math.Sin(place)), (float)(radius * Math.Sin(angle))];
    })];

    public static float[][] Modes(Random random, int count)
    {
        float[][] means = [[5.47f, -4.08f], [4.87f, -13.65f], [-16.39f, 9.10f], [-2.15f, 12.46f], [11.56f, -4.96f], [-24.61f, 14.18f], [16.84f, -3.19f], [-5.48f, -6.77f], [9.47f, 1.06f], [-5.40f, -17.29f]];
        return [.. Enumerable.Range(0, Count).Select(_ => means[random.Next(count)].Zip(GaussianRows.Make(random, 1, 2, 0, 0.25)[0], (m, v) => m + v).ToArray())];
    }

    public static float[][] Sphere(Random random, int dimensions, double radius) => [.. Normal(random, dimensions).Select(row => Length(row, radius))];

    public static float[][] Cube(Random random, int dimensions, double start, int count)
        => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimensions).Select(_ => (float)(start + random.NextDouble())).ToArray())];

    public static float[][] Moved(float[][] rows, float by) => [.. rows.Select(row => (float[])[row[0] + by, .. row[1..]])];

    public static float[][] Scaled(float[][] rows, double scale) => [.. rows.Select(row => (float[])[row[0], (float)(row[1] * scale)])];

    public static float[][] Scaled1(float[][] rows, double scale) => [.. rows.Select(row => (float[])[(float)(row[0] * scale)])];

    public static float[][] Rounded(float[][] rows) => [.. rows.Select(row => (float[])[MathF.Round(row[0])])];

    public static float[][] Pareto(Random random, float mean) => [.. Normal(random, 1, mean).Select(row => (float[])[row[0], (float)Math.Pow(1 - random.NextDouble(), -1 / 1.01)])];

    private static float[] Mode(Random random, int dimensions, int mode, double scale) => GaussianRows.Make(random, 1, dimensions, mode * 10 / 9.0, scale)[0];

    private static float[] Length(float[] row, double length)
    {
        double norm = Math.Sqrt(row.Sum(v => (double)v * v));
        return [.. row.Select(v => (float)(v / norm * length))];
    }
}

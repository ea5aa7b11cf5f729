using static Ple.MLNet.Tests.Scoring.SanityRows;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>
/// How fidelity and diversity metrics ought to run over a setting, by the criteria of Räisä, van Breugel and van der Schaar (2025): a bell, a fall, a rise, or none of them. At fewer points than
/// theirs.
/// </summary>
internal static class SanityShapes
{
    private const double Flatness = 0.05, Slack = 0.1, Step = 0.2, MiddleStep = 0.1;

    private static readonly int[] _dimensions = [1, 8, 64], _sizes = [100, 316, 1000, 3162, 10_000];
    private static readonly double[] _scales = [1e-3, 1e-2, 1e-1, 1, 10, 100, 1000];

    private sealed record Sweep(string Name, Func<double[], bool> Fidelity, Func<double[], bool> Diversity, IEnumerable<Func<Random, (float[][] Real, float[][] Made)>> Points);

    /// <returns>A line for each setting: its name and "pass" or "fail" for each of <see cref="SanityChecks.Metrics"/>.</returns>
    public static IEnumerable<string> Run() => All().Select(sweep =>
    {
        double[][] points = [.. sweep.Points.Select(draw => SanityChecks.Means(draw, repetitions: 1))];
        string Verdict(int metric, Func<double[], bool> shape) => shape([.. points.Select(p => p[metric])]) ? "pass" : "fail";
        return $"{sweep.Name},{Verdict(0, sweep.Fidelity)},{Verdict(1, sweep.Diversity)},{Verdict(2, sweep.Fidelity)},{Verdict(3, sweep.Diversity)}";
    });

    private static IEnumerable<Sweep> All()
    {
        foreach ((int d, double far) in _dimensions.Zip((double[])[6, 3, 1]))
        {
            double[] means = [.. Enumerable.Range(-4, 9).Select(i => i * far / 4)];
            yield return new($"mean of a Gaussian; {d}", Bell, Bell, Over(means, (r, m) => (Normal(r, d), Normal(r, d, m))));
            yield return new($"mean of a Gaussian with a real outlier; {d}", Bell, Bell, Over(means, (r, m) => ([.. Normal(r, d), Constant(d, far)], Normal(r, d, m))));
            yield return new($"mean of a Gaussian with a made outlier; {d}", Bell, Bell, Over(means, (r, m) => (Normal(r, d), [.. Normal(r, d, m), Constant(d, far)])));
        }
        foreach ((int d, double decades) in _dimensions.Zip((double[])[3, 1, 0.5]))
        {
            yield return new($"spread of a Gaussian; {d}", Falls, values => Bell(values) || Rises(values),
                Over(Enumerable.Range(-4, 9).Select(i => Math.Pow(10, i * decades / 4)), (r, s) => (Normal(r, d), Normal(r, d, 0, s))));
        }
        foreach ((int d, double scale) in _dimensions.Zip((double[])[1 / 6.0, 1 / 3.0, 1]))
        {
            yield return new($"share lost by nine of ten modes; {d}", IsFlat, values => Falls(values) && values[0] - values[^2] >= MiddleStep,
                Over([0, 0.25, 0.5, 0.75, 0.9, 0.95, 1], (r, share) => (Mixture(r, d, 10, scale), Thinned(r, d, scale, share))));
            yield return new($"modes dropped of ten; {d}", IsFlat, values => Falls(values) && values[0] - values[4] >= MiddleStep,
                Over(Enumerable.Range(0, 10), (r, dropped) => (Mixture(r, d, 10, scale), Mixture(r, d, 10 - dropped, scale))));
        }
        yield return new("modes made where there are five; 2", Falls, Rises, Over(Enumerable.Range(1, 10), (r, count) => (Modes(r, 5), Modes(r, count))));
        foreach (int d in (int[])[2, 16, 128])
            yield return new($"radius of a sphere; {d}", Bell, Bell, Over(Enumerable.Range(-4, 9).Select(i => 1 + 0.9 * i / 4), (r, radius) => (Sphere(r, d, 1), Sphere(r, d, radius))));
        foreach (int d in _dimensions)
        {
            double start = 1 - Math.Pow(0.2, 1.0 / d);
            yield return new($"made rows of cubes that share a fifth; {d}", Settles, Settles, Over(_sizes, (r, size) => (Cube(r, d, 0, Count), Cube(r, d, start, size))));
        }
        yield return new("made rows of a ball in a torus; 3", Settles, Settles, Over(_sizes, (r, size) => (Torus(r, Count), Ball(r, size, 0.8))));
        yield return new("made rows of a torus around a ball; 3", Settles, Settles, Over(_sizes, (r, size) => (Ball(r, Count, 0.8), Torus(r, size))));
        foreach (int d in _dimensions)
        {
            yield return new($"distance of two modes against one; {d}", Falls, values => Falls(values) || IsFlat(values),
                Over(Enumerable.Range(0, 9).Select(i => 5 * i / 8.0), (r, mu) => (TwoModes(r, d, mu), Normal(r, d, 0, Math.Sqrt(1 + mu * mu)))));
        }
        yield return new("scale of a dimension beside one that is apart; 2", IsFlat, IsFlat, Over(_scales, (r, scale) => (Scaled(Normal(r, 2), scale), Scaled(Moved(Normal(r, 2), 6), scale))));
        yield return new("mean beside a Pareto dimension; 2", Bell, Bell, Over(Enumerable.Range(-4, 9).Select(i => 1.5f * i), (r, mean) => (Pareto(r, 0), Pareto(r, mean))));
        yield return new("equal dimensions beside one that is apart", IsFlat, IsFlat, Over([1, 3, 10, 32, 100, 316, 1000], (r, extra) => (Normal(r, extra + 1), Moved(Normal(r, extra + 1), 6))));
        yield return new("scale of real whole numbers and made fractions; 1", IsFlat, IsFlat, Over(_scales[3..], (r, scale) => (Rounded(Scaled1(Normal(r, 1), scale)), Scaled1(Normal(r, 1), scale))));
        yield return new("scale of real fractions and made whole numbers; 1", IsFlat, IsFlat, Over(_scales[3..], (r, scale) => (Scaled1(Normal(r, 1), scale), Rounded(Scaled1(Normal(r, 1), scale)))));
    }

    private static IEnumerable<Func<Random, (float[][] Real, float[][] Made)>> Over<T>(IEnumerable<T> settings, Func<Random, T, (float[][] Real, float[][] Made)> draw)
        => settings.Select(setting => (Func<Random, (float[][], float[][])>)(random => draw(random, setting)));

    /// <summary>Highest in the middle, lower at both ends, one of which is near the lowest.</summary>
    private static bool Bell(double[] values)
    {
        double middle = values[values.Length / 2];
        return middle - Math.Max(values[0], values[^1]) >= Step && values.Max() - middle <= Slack && Math.Min(values[0], values[^1]) - values.Min() <= Slack;
    }

    private static bool Falls(double[] values) => values[0] - values[^1] >= Step && values.Max() - values[0] <= Slack && values[^1] - values.Min() <= Slack;

    private static bool Rises(double[] values) => Falls([.. values.Reverse()]);

    private static bool IsFlat(double[] values) => values.Max() - values.Min() <= Flatness;

    /// <summary>Flat over the latter half.</summary>
    private static bool Settles(double[] values) => IsFlat(values[(values.Length / 2)..]);
}

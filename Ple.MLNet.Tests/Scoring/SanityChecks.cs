using Ple.MLNet.Statistics;
using static Ple.MLNet.Tests.Scoring.SanityRows;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>
/// The bounds that Räisä, van Breugel and van der Schaar (2025) ask of fidelity and diversity metrics, by their criteria: within .05 of 1, of 0 or of the overlap of
/// volumes, at 1000 rows a side (10,000 where they let it grow), the mean of three repetitions.
/// </summary>
internal static class SanityChecks
{
    public static readonly string[] Metrics = ["precision", "recall", "density", "coverage"];

    private const int Repetitions = 3;
    private const double Near = 0.05;

    private static readonly int[] _dimensions = [1, 8, 64];

    private sealed record Check(string Name, Func<Random, (float[][] Real, float[][] Made)> Draw, double? Fidelity, double? Diversity, bool DiversityMayBeEither = false);

    /// <returns>A line for each check: its name and, for each metric, "pass", "fail" or nothing where it asks nothing of it.</returns>
    public static IEnumerable<string> Run() => All().Select(check =>
    {
        double[] sums = Means(check.Draw, Repetitions);
        string Verdict(double value, double? expected, bool either) => expected is not { } target ? "" : Math.Abs(value - target) <= Near || (either && Math.Abs(value - 1) <= Near) ? "pass" : "fail";
        return $"{check.Name},{Verdict(sums[0], check.Fidelity, false)},{Verdict(sums[1], check.Diversity, check.DiversityMayBeEither)},{Verdict(sums[2], check.Fidelity, false)},{Verdict(sums[3], check.Diversity, check.DiversityMayBeEither)}";
    });

    /// <returns>Of each of <see cref="Metrics"/>.</returns>
    public static double[] Means(Func<Random, (float[][] Real, float[][] Made)> draw, int repetitions)
    {
        double[] sums = new double[Metrics.Length];
        for (int run = 0; run < repetitions; run++)
        {
            (float[][] real, float[][] made) = draw(new Random(run));
            NeighborhoodOverlap overlap = NeighborhoodOverlap.Of(real, made, neighbors: 5);
            foreach ((int index, double value) in new[] { overlap.Precision, overlap.Recall, overlap.Density, overlap.Coverage }.Index())
                sums[index] += value / repetitions;
        }
        return sums;
    }

    private static IEnumerable<Check> All()
    {
        foreach ((int d, double far) in _dimensions.Zip((double[])[6, 3, 1]))
        {
            yield return new($"equal Gaussians; {d}", r => (Normal(r, d), Normal(r, d)), 1, 1);
            yield return new($"Gaussian moved away; {d}", r => (Normal(r, d), Normal(r, d, far)), 0, 0);
            yield return new($"equal Gaussians with a real outlier; {d}", r => ([.. Normal(r, d), Constant(d, far)], Normal(r, d)), 1, 1);
            yield return new($"equal Gaussians with a made outlier; {d}", r => (Normal(r, d), [.. Normal(r, d), Constant(d, far)]), 1, 1);
            yield return new($"Gaussian moved to a real outlier; {d}", r => ([.. Normal(r, d), Constant(d, far)], Normal(r, d, far)), 0, 0);
            yield return new($"Gaussian moved away and a made outlier; {d}", r => (Normal(r, d), [.. Normal(r, d, -far), Constant(d, far)]), 0, 0);
        }
        foreach ((int d, double narrow) in _dimensions.Zip((double[])[1e-3, 0.1, Math.Pow(10, -0.5)]))
        {
            yield return new($"narrow Gaussian; {d}", r => (Normal(r, d), Normal(r, d, 0, narrow)), 1, 0);
            yield return new($"wide Gaussian; {d}", r => (Normal(r, d), Normal(r, d, 0, 1 / narrow)), 0, 0, DiversityMayBeEither: true);
        }
        foreach ((int d, double scale) in _dimensions.Zip((double[])[1 / 6.0, 1 / 3.0, 1]))
        {
            yield return new($"equal mixtures of ten; {d}", r => (Mixture(r, d, 10, scale), Mixture(r, d, 10, scale)), 1, 1);
            yield return new($"nine of ten modes dropped; {d}", r => (Mixture(r, d, 10, scale), Mixture(r, d, 1, scale)), 1, null);
        }
        yield return new("modes dropped; 2", r => (Modes(r, 5), Modes(r, 1)), 1, null);
        yield return new("modes invented; 2", r => (Modes(r, 5), Modes(r, 10)), null, 1);
        foreach (int d in (int[])[2, 16, 128])
        {
            yield return new($"equal spheres; {d}", r => (Sphere(r, d, 1), Sphere(r, d, 1)), 1, 1);
            yield return new($"smaller sphere; {d}", r => (Sphere(r, d, 1), Sphere(r, d, 0.1)), 0, 0);
            yield return new($"larger sphere; {d}", r => (Sphere(r, d, 1), Sphere(r, d, 1.9)), 0, 0);
        }
        foreach (int d in _dimensions)
        {
            double start = 1 - Math.Pow(0.2, 1.0 / d);
            yield return new($"cubes that share a fifth; {d}", r => (Cube(r, d, 0, 10 * Count), Cube(r, d, start, 10 * Count)), 0.2, 0.2);
            yield return new($"one against two equal modes; {d}", r => (Normal(r, d), Normal(r, d)), 1, 1);
        }
        yield return new("ball in a torus; 3", r => (Torus(r, Count), Ball(r, 10 * Count, 0.8)), 0, 0);
        yield return new("torus around a ball; 3", r => (Ball(r, Count, 0.8), Torus(r, 10 * Count)), 0, 0);
        foreach (double scale in (double[])[1e-3, 1e3])
            yield return new(FormattableString.Invariant($"apart in one dimension and the other times {scale}; 2"), r => (Scaled(Normal(r, 2), scale), Scaled(Moved(Normal(r, 2), 6), scale)), 0, 0);
        yield return new("equal beside a Pareto dimension; 2", r => (Pareto(r, 0), Pareto(r, 0)), 1, 1);
        yield return new("apart beside a Pareto dimension; 2", r => (Pareto(r, 0), Pareto(r, 6)), 0, 0);
        foreach (int extra in (int[])[1, 1000])
            yield return new($"apart in one dimension of {extra + 1}", r => (Normal(r, extra + 1), Moved(Normal(r, extra + 1), 6)), 0, 0);
        foreach (double scale in (double[])[1, 1e3])
        {
            yield return new(FormattableString.Invariant($"real whole numbers and made fractions times {scale}; 1"), r => (Rounded(Scaled1(Normal(r, 1), scale)), Scaled1(Normal(r, 1), scale)), 0, 0, DiversityMayBeEither: true);
            yield return new(FormattableString.Invariant($"real fractions and made whole numbers times {scale}; 1"), r => (Scaled1(Normal(r, 1), scale), Rounded(Scaled1(Normal(r, 1), scale))), 1, 0);
        }
    }
}

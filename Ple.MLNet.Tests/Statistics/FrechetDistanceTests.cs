using System.Text.Json;
using Ple.MLNet.Statistics;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class FrechetDistanceTests
{
    private sealed record Case(int Seed, int Dimensions, int RealRows, int GeneratedRows, bool FullRank, double Sqrtm, double Nuclear)
    {
        public Moments Real() => Moments.Of(ReferenceRows.Make(Seed, RealRows, Dimensions, scale: 1, shift: 0), Dimensions);

        public Moments Generated() => Moments.Of(ReferenceRows.Make(Seed + 1, GeneratedRows, Dimensions, scale: 2, shift: 0.25f), Dimensions);
    }

    private static Case[] References => JsonSerializer.Deserialize<Case[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scoring", "References", "frechet.json")), JsonSerializerOptions.Web)!;

    [TestMethod]
    public void EqualsScipyOnCovariancesOfFullRank()
    {
        foreach (Case c in References.Where(c => c.FullRank))
            AssertRelative(c.Sqrtm, FrechetDistance.Between(c.Real(), c.Generated()).Distance, 1e-9);
    }

    [TestMethod]
    public void EqualsScipyAndTheNuclearNormOnRankDeficientCovariances()
    {
        foreach (Case c in References.Where(c => !c.FullRank))
        {
            double distance = FrechetDistance.Between(c.Real(), c.Generated()).Distance;
            AssertRelative(c.Sqrtm, distance, 1e-6);
            AssertRelative(c.Nuclear, distance, 1e-12);
        }
    }

    [TestMethod]
    public void IsSymmetric()
    {
        foreach (Case c in References)
            AssertRelative(FrechetDistance.Between(c.Real(), c.Generated()).Distance, FrechetDistance.Between(c.Generated(), c.Real()).Distance, 1e-12);
    }

    [TestMethod]
    [DataRow(200, 8, 1f)]
    [DataRow(20, 24, 1f, DisplayName = "rank-deficient")]
    [DataRow(2, 16, 1f, DisplayName = "rank 1")]
    [DataRow(300, 16, 1e6f, DisplayName = "large units")]
    [DataRow(300, 16, 0f, DisplayName = "constant")]
    public void OfASetWithItselfIsZero(int rows, int dimensions, float scale)
    {
        Moments moments = Moments.Of(ReferenceRows.Make(5, rows, dimensions, scale, shift: 3), dimensions);
        Assert.IsLessThan(1e-9, FrechetDistance.Between(moments, moments).Distance);
    }

    /// <summary>Two covariances with common eigenvectors, where Tr (S1 S2)^(1/2) is the sum of sqrt(l1 l2). The small directions count:
    /// the eigenvalues of R' S2 R would be wrong in the seventh digit here.</summary>
    [TestMethod]
    public void KeepsItsDigitsOnAWideSpectrum()
    {
        double[] first = [.. Enumerable.Range(0, 24).Select(i => Math.Pow(10, -i / 2.0))];
        double[] second = [.. first.Select((value, i) => value * (1 + i))];
        double expected = first.Zip(second, (a, b) => Math.Pow(Math.Sqrt(a) - Math.Sqrt(b), 2)).Sum();
        AssertRelative(expected, FrechetDistance.Between(Rotated(first), Rotated(second)).Covariance, 1e-10);
        Assert.IsLessThan(1e-12, FrechetDistance.Between(Rotated(first), Rotated(first)).Covariance);
    }

    [TestMethod]
    public void DividesIntoMeanAndCovarianceTerm()
    {
        float[] rows = ReferenceRows.Make(1, 100, 8, scale: 1, shift: 0);
        float[] shifted = [.. rows.Select(value => value + 0.5f)];
        float[] doubled = [.. rows.Select(value => value * 2)];
        Moments moments = Moments.Of(rows, 8);

        FrechetTerms shift = FrechetDistance.Between(moments, Moments.Of(shifted, 8));
        AssertRelative(8 * 0.25, shift.Mean, 1e-12);
        Assert.IsLessThan(1e-12, shift.Covariance);

        FrechetTerms scale = FrechetDistance.Between(moments, Moments.Of(doubled, 8));
        AssertRelative(moments.TotalVariance, scale.Covariance, 1e-12); // (2 - 1)^2 times the variance
    }

    /// <summary>Moments of 2 rows' weight, no mean, and the covariance H diag(eigenvalues) H for a Householder reflection H.</summary>
    private static Moments Rotated(double[] eigenvalues)
    {
        int d = eigenvalues.Length;
        double[] scatter = new double[d * d];
        double H(int i, int j) => (i == j ? 1 : 0) - 2.0 / d;
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
                scatter[i * d + j] = Enumerable.Range(0, d).Sum(k => H(i, k) * eigenvalues[k] * H(k, j));
        }
        return new(count: 2, new double[d], scatter);
    }

    private static void AssertRelative(double expected, double actual, double tolerance)
        => Assert.AreEqual(expected, actual, tolerance * Math.Abs(expected));
}

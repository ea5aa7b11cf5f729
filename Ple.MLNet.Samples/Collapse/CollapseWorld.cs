using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Collapse;

/// <summary>A truth that costs next to nothing to estimate.</summary>
/// <param name="Family">"gaussian", "kernel density" or "mixture".</param>
/// <param name="Dimension">d</param>
/// <param name="Rows">Of a generation, n.</param>
/// <param name="Methods">Compared.</param>
internal sealed record CollapseWorld(string Family, int Dimension, int Rows, IReadOnlyList<CollapseMethod> Methods)
{
    public const string Gaussian = "gaussian", KernelDensity = "kernel density", Mixture = "mixture";

    /// <summary>Of the rule of thumb for the bandwidth, 1.06 standard deviations times n^(-1/5) (Silverman 1986).</summary>
    private const double BandwidthFactor = 1.06;

    private static readonly CollapseMethod[] _closed = [CollapseMethod.Mle, CollapseMethod.Closed], _all = [.. _closed, CollapseMethod.DataDriven];

    public static IReadOnlyList<CollapseWorld> All { get; } =
    [
        new(Gaussian, 1, 10, _all), new(Gaussian, 1, 100, _all), new(Gaussian, 1, 1000, _closed), new(Gaussian, 10, 100, _all), new(Gaussian, 10, 1000, _closed), new(Gaussian, 100, 1000, _closed),
        new(KernelDensity, 1, 100, _closed), new(Mixture, 1, 100, [CollapseMethod.Mle, CollapseMethod.DataDriven]),
    ];

    /// <summary>Standard normal; the mixture has two halves of unit variance at -2 and 2.</summary>
    public GaussianMixture Truth { get; } = Family == Mixture
        ? new([0.5, 0.5], [[-2], [2]], [[1], [1]])
        : new([1], [new double[Dimension]], [[.. Enumerable.Range(0, Dimension * Dimension).Select(i => i % (Dimension + 1) == 0 ? 1.0 : 0)]]);

    public string Name => $"{Family}, d = {Dimension}, n = {Rows}";

    /// <summary>Total variance of the truth.</summary>
    public double Trace => Family == Mixture ? 5 : Dimension;

    /// <summary>The maximum likelihood estimate; of a kernel density the density itself.</summary>
    public GaussianMixture Estimate(double[] rows, int seed)
    {
        if (Family == Mixture)
            return new GaussianMixtureEm(new() { Components = 2, Seed = seed }).Fit(rows, Dimension).Mixture;
        DensityMoments moments = DensityMoments.OfRows(rows, Dimension);
        if (Family == Gaussian)
            return new([1], [moments.Mean], [moments.Covariance]);
        double variance = Bandwidth2(rows.Length) * moments.Trace;
        return new([.. rows.Select(_ => 1.0 / rows.Length)], [.. rows.Select(x => (double[])[x])], [.. rows.Select(_ => (double[])[variance])]);
    }

    /// <summary>What the expected total variance of an estimate from n of a density's own rows is to that density's.</summary>
    public double SpreadKept(int rows) => (1 - 1.0 / rows) * (Family == KernelDensity ? 1 + Bandwidth2(rows) : 1);

    private static double Bandwidth2(int rows) => Math.Pow(BandwidthFactor * Math.Pow(rows, -0.2), 2);
}

using System.Globalization;
using Ple.MLNet.Interop;
using Ple.MLNet.Reports;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>
/// How far a set of generated rows is from a set of real ones. Each number is computed when it is first asked for, and null where the rows do not
/// allow it: fewer than 2, none kept (<see cref="FeatureMetricOptions.SampleRows"/> = 0), not more than the neighbors.
/// </summary>
public sealed class FeatureScores
{
    private readonly FeatureStatistics _real, _generated;
    private readonly Lazy<FrechetTerms?> _frechet;
    private readonly Lazy<double?> _atInfinity, _sliced;
    private readonly Lazy<KernelEstimate?> _kernel;
    private readonly Lazy<NeighborhoodOverlap?> _overlap;
    private readonly Lazy<CopyTest?> _copies;

    /// <param name="real">What the generated rows are compared with.</param>
    /// <param name="generated">Of as many features.</param>
    /// <param name="training">The generator's training rows where <paramref name="real"/> are others; else null.</param>
    /// <param name="options">Subsets and neighborhoods.</param>
    /// <param name="seed">Of subsets and directions.</param>
    internal FeatureScores(FeatureStatistics real, FeatureStatistics generated, FeatureStatistics? training, FeatureMetricOptions options, int seed)
    {
        (_real, _generated) = (real, generated);
        float[][] Real() => real.Sample;
        float[][] Generated() => generated.Sample;
        int rows = Math.Min(Real().Length, Generated().Length);
        _frechet = new(() => Math.Min(real.Moments.Count, generated.Moments.Count) < 2 ? null : FrechetDistance.Between(real.Moments, generated.Moments));
        _kernel = new(() => rows < 2 ? null : KernelDistance.Between(Real(), Generated(), options.KernelSubsetRows, Seeds.Derive(seed, SeedPurpose.KernelSubsets)));
        _atInfinity = new(() => FrechetAtInfinity.Between(Real(), Generated(), Seeds.Derive(seed, SeedPurpose.ReducedRows)));
        _sliced = new(() => rows < 1 ? null : Statistics.SlicedWasserstein.Between(Real(), Generated(), Seeds.Derive(seed, SeedPurpose.Directions)));
        _overlap = new(() => rows <= options.NeighborCount ? null : NeighborhoodOverlap.Of(Real(), Generated(), options.NeighborCount, options.NeighborRule));
        _copies = new(() => training is null || training.Sample.Length < 2 || rows < 1 ? null : CopyTest.Of(training.Sample, Real(), Generated()));
    }

    /// <summary>Real rows.</summary>
    public long RealRows => _real.Rows;

    /// <summary>Generated rows.</summary>
    public long GeneratedRows => _generated.Rows;

    /// <summary>Number of features.</summary>
    public int Dimensions => _real.Dimensions;

    /// <summary>Squared Frechet distance of the two sets of features (FID, Heusel et al. 2017); 0 or more, in squared units of the features. Biased upwards
    /// when rows are few: compare only values from equal numbers of rows. Null with fewer than 2 rows a side.</summary>
    public double? Fid => _frechet.Value?.Distance;

    /// <summary>The part of <see cref="Fid"/> that the means add: |m1 - m2|^2.</summary>
    public double? MeanTerm => _frechet.Value?.Mean;

    /// <summary>The part of <see cref="Fid"/> that the covariances add: Tr S1 + Tr S2 - 2 Tr (S1 S2)^(1/2). A value within the rounding
    /// error of its computation is given as 0.</summary>
    public double? CovarianceTerm => _frechet.Value?.Covariance;

    /// <summary>The Frechet distance that infinitely many rows would have, by extrapolation over the kept rows (after Chong and Forsyth 2020, over rows of both sides);
    /// at times negative. Null with fewer than 16 kept rows, or 4 for each feature, a side.</summary>
    public double? FidAtInfinity => _atInfinity.Value;

    /// <summary>Kernel distance (KID, Binkowski et al. 2018) with the kernel (x'y / features + 1)^3, unbiased at any number of rows and so at times negative; the mean over disjoint subsets of the kept rows.</summary>
    public double? Kid => _kernel.Value?.Value;

    /// <summary>Standard error of <see cref="Kid"/> over samples of as many rows, from the variance of a U-statistic, rather too large than too small where the distributions are equal; null below 4 rows a subset.</summary>
    public double? KidStandardError => _kernel.Value is { Variance: var variance } && !double.IsNaN(variance) ? Math.Sqrt(variance) : null;

    /// <summary>KID over given subsets, as torch-fidelity reports it (100 subsets of 1,000 rows there): the mean, and the standard deviation over the subsets.</summary>
    /// <param name="subsets">Positions among the kept rows of either side, from 0; all rows in their order where they are not more than <see cref="FeatureMetricOptions.SampleRows"/>. As many real as generated ones, 2 at least.</param>
    /// <exception cref="ArgumentException">There is no subset, or one of unequal or too few rows, or of a row that is not kept.</exception>
    public (double Mean, double StandardDeviation) KidOf(IReadOnlyList<(int[] Real, int[] Generated)> subsets)
    {
        ArgumentNullException.ThrowIfNull(subsets);
        if (subsets.Count == 0 || subsets.Any(s => s.Real.Length < 2 || s.Real.Length != s.Generated.Length))
            throw new ArgumentException("Give at least one subset, of as many real as generated rows, 2 at least.", nameof(subsets));
        if (subsets.Any(s => s.Real.Any(i => i < 0 || i >= KeptRealRows) || s.Generated.Any(i => i < 0 || i >= KeptGeneratedRows)))
            throw new ArgumentException($"A subset names a row that is not kept: there are {KeptRealRows} real and {KeptGeneratedRows} generated ones.", nameof(subsets));
        return KernelDistance.OfSubsets(_real.Sample, _generated.Sample, subsets);
    }

    /// <summary>The sliced Wasserstein distance of order 2 over 512 random directions, in units of the features; biased upwards when rows are few.</summary>
    public double? SlicedWasserstein => _sliced.Value;

    /// <summary>Improved precision (Kynkaanniemi et al. 2019): the share of generated rows within the neighborhood of a real one. 0 to 1.</summary>
    public double? Precision => _overlap.Value?.Precision;

    /// <summary>Improved recall: the share of real rows within the neighborhood of a generated one. 0 to 1.</summary>
    public double? Recall => _overlap.Value?.Recall;

    /// <summary>Density (Naeem et al. 2020): how many neighborhoods of real rows a generated row lies in, over k. 0 and more, about 1 for rows like the real ones.</summary>
    public double? Density => _overlap.Value?.Density;

    /// <summary>Coverage (Naeem et al. 2020): the share of real rows whose neighborhood holds a generated one. 0 to 1.</summary>
    public double? Coverage => _overlap.Value?.Coverage;

    /// <summary>Authenticity (AuthPct, Alaa et al. 2022): the share of generated rows farther from their nearest training row than that is from its nearest other training row; .5 and more
    /// for honest rows, 0 for copies. Needs training rows apart from the real rows compared with.</summary>
    public double? Authenticity => _copies.Value?.Authenticity;

    /// <summary>C_T (Meehan et al. 2020, over one cell): the z-score by which generated rows are farther from their nearest training row than held-out rows are; below -3 they are
    /// copies of some kind. Needs training rows apart.</summary>
    public double? DataCopying => _copies.Value?.DataCopying;

    /// <summary>The share of generated rows that equal a training row. Needs training rows apart.</summary>
    public double? ExactCopies => _copies.Value?.Exact;

    /// <summary>The same of held-out rows.</summary>
    public double? NaturalExactCopies => _copies.Value?.NaturalExact;

    /// <summary>The share of generated rows as near to a training row as the nearest twentieth of held-out rows. Needs training rows apart.</summary>
    public double? NearCopies => _copies.Value?.Near;

    /// <summary>The same of held-out rows: .05, or more where many distances are equal.</summary>
    public double? NaturalNearCopies => _copies.Value?.NaturalNear;

    internal Finding? Unlike(int seed, double level, string rows) => ScoreFindings.Unlike(_real.Sample, _generated.Sample, seed, level, rows);

    internal int KeptRealRows => _real.Sample.Length;

    internal int KeptGeneratedRows => _generated.Sample.Length;

    /// <summary>Names and values of all metrics, in the order of this class.</summary>
    internal IEnumerable<(string Name, double? Value)> All() =>
    [
        (nameof(Fid), Fid), (nameof(MeanTerm), MeanTerm), (nameof(CovarianceTerm), CovarianceTerm), (nameof(FidAtInfinity), FidAtInfinity),
        (nameof(Kid), Kid), (nameof(KidStandardError), KidStandardError), (nameof(SlicedWasserstein), SlicedWasserstein),
        (nameof(Precision), Precision), (nameof(Recall), Recall), (nameof(Density), Density), (nameof(Coverage), Coverage),
        (nameof(Authenticity), Authenticity), (nameof(DataCopying), DataCopying), (nameof(ExactCopies), ExactCopies), (nameof(NaturalExactCopies), NaturalExactCopies),
        (nameof(NearCopies), NearCopies), (nameof(NaturalNearCopies), NaturalNearCopies),
    ];

    /// <summary>The main numbers.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"FID {Fid:g4}, KID {Kid:g4} ± {KidStandardError:g2}, {GeneratedRows} generated against {RealRows} real rows");
}

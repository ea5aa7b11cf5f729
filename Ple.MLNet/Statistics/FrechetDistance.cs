using Ple.MLNet.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Statistics;

/// <summary>
/// The squared Frechet distance of two Gaussians: |m1 - m2|^2 + Tr S1 + Tr S2 - 2 Tr (S1 S2)^(1/2) (Heusel et al. 2017, eq. 6).
/// </summary>
/// <remarks>
/// With S1 = R1 R1' and S2 = R2 R2', Tr (S1 S2)^(1/2) is the sum of the singular values of R1' R2. The roots come from symmetric
/// eigenproblems without their null space, so a covariance of any rank is legal and nothing is added to the diagonal; the cheaper Cholesky
/// factors stand in where no pivot is so small that its rounding would show. The eigenvalues
/// of R1' S2 R1 would give the same sum at half the cost, but their square root halves the digits of every small direction: on
/// spectra that fall by six decades the result would be wrong in the seventh digit.
/// </remarks>
internal static class FrechetDistance
{
    private const double MachineEpsilon = 2.220446049250313e-16, SmallestPivot = 1e-8;

    /// <summary>Both sides need two rows; never negative, never NaN.</summary>
    public static FrechetTerms Between(Moments first, Moments second)
    {
        TorchBackend.EnsureLoaded();
        using DisposeScope scope = NewDisposeScope();
        double meanTerm = 0;
        for (int i = 0; i < first.Dimensions; i++)
            meanTerm += Math.Pow(first.Mean[i] - second.Mean[i], 2);

        Tensor crossRoot = Factor(first).transpose(0, 1).matmul(Factor(second));
        double totalVariance = first.TotalVariance + second.TotalVariance;
        double covarianceTerm = totalVariance - 2 * linalg.svdvals(crossRoot).sum().Number();
        double roundingError = first.Dimensions * MachineEpsilon * totalVariance;
        return new(meanTerm, covarianceTerm > roundingError ? covarianceTerm : 0);
    }

    /// <summary>A matrix R with R R' the covariance: the Cholesky factor, or <see cref="Root"/> where a pivot is of the size of rounding errors.</summary>
    private static Tensor Factor(Moments moments)
    {
        (Tensor factor, Tensor info) = linalg.cholesky_ex(moments.CovarianceTensor());
        if (info.Number() != 0)
            return Root(moments);
        double[] pivots = [.. factor.diagonal().data<double>().ToArray().Select(pivot => pivot * pivot)];
        return pivots.Min() > SmallestPivot * pivots.Max() ? factor : Root(moments);
    }

    /// <summary>A matrix R [dimensions, rank] with R R' the covariance; one column of zeros where there is no variance at all.</summary>
    public static Tensor Root(Moments moments)
    {
        (Tensor eigenvalues, Tensor vectors) = linalg.eigh(moments.CovarianceTensor());
        double[] ascending = eigenvalues.data<double>().ToArray();
        double noise = Math.Max(0, ascending[^1] * ascending.Length * MachineEpsilon);
        int rank = Math.Max(1, ascending.Count(value => value > noise));
        long firstKept = ascending.Length - rank;
        return vectors.narrow(1, firstKept, rank) * eigenvalues.narrow(0, firstKept, rank).clamp_min_(Lasting.Zero).sqrt();
    }
}

using Ple.MLNet.Estimation;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet;

/// <summary>The families of distributions that the library knows. For one of your own derive from <see cref="DistributionFamily"/>.</summary>
public static class DistributionFamilies
{
    /// <summary>Exponential by rate (1 / mean). MLE n / sum X; PLE (n - 1) / sum X.</summary>
    public static DistributionFamily Exponential { get; } = new ExponentialFamily();

    /// <summary>Gaussian by mean mu and standard deviation sigma. PLE multiplies the MLE of sigma by sqrt(n / (n - 1)) / c4(n), so that sigma itself has no bias; the square root of the unbiased variance still drifts (see <see cref="GaussianVarianceFamily"/>).</summary>
    public static DistributionFamily Gaussian { get; } = new GaussianFamily();

    /// <summary>Gaussian with mean 0, by variance. The MLE has no bias, so PLE is the same. Subtract another known mean from the data first.</summary>
    public static DistributionFamily GaussianKnownMean { get; } = new GaussianKnownMeanFamily();

    /// <summary>Gaussian by mean mu and variance. PLE multiplies the MLE of the variance by n / (n - 1) (paper, appendix F.3). The variance then has no bias, but its square root does, by c4(n) in each generation.</summary>
    public static DistributionFamily GaussianVariance { get; } = new GaussianVarianceFamily();

    /// <summary>Geometric: trials up to and with the first success, 1, 2, ..., each with probability p. MLE n / sum X; PLE (n - 1) / (sum X - 1). Where all values are 1 both give p = 1, from which a self-consuming loop never returns.</summary>
    public static DistributionFamily Geometric { get; } = new GeometricFamily();

    /// <summary>Laplace (double exponential) by median mu and mean absolute deviation b. The distribution of the MLE of b has no simple form: PLE is data-driven only.</summary>
    public static DistributionFamily Laplace { get; } = new LaplaceFamily();

    /// <summary>Uniform on [0, a]. MLE max X; PLE (n + 1) / n max X, the best among multiples of the largest value (paper, figure 4).</summary>
    public static DistributionFamily OneSidedUniform { get; } = new OneSidedUniformFamily();

    /// <summary>Pareto by minimum x_m and shape b: P(X > x) = (x_m / x)^b. MLE min X and n / sum log(X / x_m); PLE multiplies the shape by (n - 2) / n. The minimum stays as it is: it is always a little too large, and no multiple of it has the right mean where n b is 1 or less.</summary>
    public static DistributionFamily Pareto { get; } = new ParetoFamily();

    /// <summary>Poisson by mean: counts 0, 1, 2, ...</summary>
    public static DistributionFamily Poisson { get; } = new PoissonFamily();
}

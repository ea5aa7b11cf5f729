using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>What one method came to on all data sets of one cell of the grid.</summary>
/// <param name="Method">How the mixtures were fitted.</param>
/// <param name="RowCount">Sample size n.</param>
/// <param name="Responsibility">Weight of the component with mean 0.</param>
/// <param name="Divergences">From the truth in nats, one a seed; NaN where there is no mixture.</param>
/// <param name="CollapsedCount">Mixtures with a component narrower than 3 % of the truth's.</param>
internal sealed record MixtureCell(MixtureMethod Method, int RowCount, double Responsibility, IReadOnlyList<double> Divergences, int CollapsedCount)
{
    private const double CollapsedVariance = 1e-3;

    /// <summary>Mixtures that could not be fitted.</summary>
    public int FailedCount => Divergences.Count(double.IsNaN);

    public MeanAndError Divergence => MeanAndError.Of(Divergences);

    /// <summary>How much closer to the truth than the baseline on the same data sets.</summary>
    public IEnumerable<double> GainsOver(MixtureCell baseline) => baseline.Divergences.Zip(Divergences, (other, own) => other - own);

    public static bool HasCollapsed(GaussianMixture? mixture) => mixture is not null && mixture.Covariances.Any(c => c[0] < CollapsedVariance);
}

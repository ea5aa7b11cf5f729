using Ple.MLNet.Statistics;

namespace Ple.MLNet.Estimation;

/// <summary>
/// PLE as the constraint of the paper's equation 3, mean_i MLE(Y_i) = MLE(X), met exactly on the synthetic sets (a parametric bootstrap).
/// The factor 0 would meet it trivially and is excluded.
/// </summary>
public sealed class DataDrivenPle : SimulatedPle
{
    /// <inheritdoc/>
    public override string Name => "ple-data-driven";

    private protected override double Factor(DistributionFamily family, ReadOnlySpan<double> values, double[] mle, int parameter, ReadOnlySpan<double> ratios) =>
        ratios.Length / Repeatable.Sum(ratios);
}

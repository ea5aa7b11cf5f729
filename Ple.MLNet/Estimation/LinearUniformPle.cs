using Ple.MLNet.Statistics;
using Ple.MLNet.Estimation.Families;

namespace Ple.MLNet.Estimation;

/// <summary>
/// PLE of the one-sided uniform family in the class of linear estimators: a = 2 mean X. Without bias as the order statistic (n + 1) / n max X
/// is, but with a much larger spread, and it may lie below the largest value.
/// </summary>
public sealed class LinearUniformPle : PointEstimator
{
    /// <inheritdoc/>
    public override string Name => "ple-linear";

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Another family than the one-sided uniform.</exception>
    protected internal override double[] EstimateUnchecked(DistributionFamily family, ReadOnlySpan<double> values, Random random) =>
        family is OneSidedUniformFamily
            ? [2 * Repeatable.Sum(values) / values.Length]
            : throw new NotSupportedException($"The linear class is for the one-sided uniform family, not for {family.Name}.");
}

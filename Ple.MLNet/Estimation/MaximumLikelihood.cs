namespace Ple.MLNet.Estimation;

/// <summary>Maximum likelihood estimation (MLE), the baseline.</summary>
public sealed class MaximumLikelihood : PointEstimator
{
    /// <inheritdoc/>
    public override string Name => "mle";

    /// <inheritdoc/>
    protected internal override double[] EstimateUnchecked(DistributionFamily family, ReadOnlySpan<double> values, Random random) =>
        family.MaximumLikelihood(values);
}

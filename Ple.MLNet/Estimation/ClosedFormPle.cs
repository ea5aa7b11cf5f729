namespace Ple.MLNet.Estimation;

/// <summary>PLE by the family's own formula (<see cref="DistributionFamily.ClosedFormPle"/>): exact, and draws nothing.</summary>
public sealed class ClosedFormPle : PointEstimator
{
    /// <inheritdoc/>
    public override string Name => "ple-closed-form";

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The family has no closed form.</exception>
    protected internal override double[] EstimateUnchecked(DistributionFamily family, ReadOnlySpan<double> values, Random random) =>
        family.ClosedFormPle(values) ?? throw new NotSupportedException($"The {family.Name} family has no closed form of PLE: use {nameof(DataDrivenPle)}.");
}

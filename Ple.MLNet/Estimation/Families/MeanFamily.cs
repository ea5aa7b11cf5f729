using Ple.MLNet.Statistics;

namespace Ple.MLNet.Estimation.Families;

/// <summary>
/// Base of the families that their mean alone characterises and whose MLE of the mean is the sample mean (Poisson, Bernoulli, ...). The
/// sample mean has no bias, so PLE is the same as MLE: a self-consuming loop keeps the expected mean.
/// </summary>
internal abstract class MeanFamily : DistributionFamily
{
    /// <param name="lower">The mean lies above this.</param>
    /// <param name="upper">The mean lies below this.</param>
    protected MeanFamily(double lower, double upper) => Parameters = [new("mean", PleCorrection.None, lower, upper)];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<FamilyParameter> Parameters { get; }

    /// <inheritdoc/>
    public sealed override double[] MaximumLikelihood(ReadOnlySpan<double> values) => [Repeatable.Sum(values) / values.Length];

    /// <inheritdoc/>
    public sealed override double[] ClosedFormPle(ReadOnlySpan<double> values) => MaximumLikelihood(values);
}

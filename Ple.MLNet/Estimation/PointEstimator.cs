namespace Ple.MLNet.Estimation;

/// <summary>A way to estimate the parameters of a family from data. Holds options only and may be used by several threads.</summary>
public abstract class PointEstimator
{
    /// <summary>A short name, such as "mle".</summary>
    public abstract string Name { get; }

    /// <summary>Estimates the parameters.</summary>
    /// <param name="family">The family.</param>
    /// <param name="values">The data, n values.</param>
    /// <param name="random">The source of randomness, for estimators that draw synthetic data.</param>
    /// <returns>One value for each parameter, all inside their bounds.</returns>
    /// <exception cref="ArgumentException">
    /// No data, a value that is not finite or not possible in the family, or data that determine no distribution: too few or constant.
    /// </exception>
    public double[] Estimate(DistributionFamily family, ReadOnlySpan<double> values, Random random)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(random);
        family.Check(values);
        double[] estimate = EstimateUnchecked(family, values, random);
        for (int i = 0; i < estimate.Length; i++)
        {
            FamilyParameter parameter = family.Parameters[i];
            if (!parameter.IsInside(estimate[i]))
                throw new ArgumentException($"The {Name} estimate of {parameter.Name} from {values.Length} values is {estimate[i]}, outside its range " +
                    $"({parameter.Lower}, {parameter.Upper}): the values are too few or (nearly) constant.", nameof(values));
        }
        return estimate;
    }

    /// <summary>The estimate for data that are known to be supported. Gives degenerate parameters, never an exception, where the data determine none.</summary>
    protected internal abstract double[] EstimateUnchecked(DistributionFamily family, ReadOnlySpan<double> values, Random random);
}

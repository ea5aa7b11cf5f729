namespace Ple.MLNet.Estimation;

/// <summary>
/// A parametric family of distributions of one number. Derive from it to add a family: say what the parameters are, which values it can
/// give, its MLE, a draw and a log-likelihood; every <see cref="PointEstimator"/> and the self-consuming loop then work with it.
/// A family holds no state and may be used by several threads. To be saved in a model it needs a name: <see cref="PleKinds.Register(string, Func{DistributionFamily})"/>.
/// </summary>
public abstract class DistributionFamily
{
    /// <summary>A short name in lower case, such as "gaussian".</summary>
    public abstract string Name { get; }

    /// <summary>The parameters, in the order of all parameter arrays.</summary>
    public abstract IReadOnlyList<FamilyParameter> Parameters { get; }

    /// <summary>The values that <see cref="Supports"/> accepts, in words for error messages, such as "positive numbers".</summary>
    public abstract string Support { get; }

    /// <summary>Whether a finite value can come from this family.</summary>
    public abstract bool Supports(double value);

    /// <summary>The maximum likelihood estimate.</summary>
    /// <param name="values">At least one supported value.</param>
    /// <returns>One value for each parameter; on or outside the bounds where the data determine no distribution. Never an exception.</returns>
    public abstract double[] MaximumLikelihood(ReadOnlySpan<double> values);

    /// <summary>The exact solution of the PLE constraint E[H(Y) - H(X)] = 0, or null where the family has none.</summary>
    /// <param name="values">At least one supported value.</param>
    /// <returns>As for <see cref="MaximumLikelihood"/>.</returns>
    public virtual double[]? ClosedFormPle(ReadOnlySpan<double> values) => null;

    /// <summary>Draws one value.</summary>
    public abstract double Sample(ReadOnlySpan<double> parameters, Random random);

    /// <summary>log p(value) or, for discrete families, log P(value): minus infinity where the value is impossible. Natural logarithm.</summary>
    public abstract double LogLikelihood(double value, ReadOnlySpan<double> parameters);

    /// <summary>Mean log-likelihood of the values. A family with sufficient statistics may override it for speed.</summary>
    public virtual double MeanLogLikelihood(ReadOnlySpan<double> values, ReadOnlySpan<double> parameters)
    {
        double sum = 0;
        foreach (double value in values)
            sum += LogLikelihood(value, parameters);
        return sum / values.Length;
    }

    /// <summary>
    /// Draws the MLE of a synthetic data set. This version draws the data set and fits it; a family that knows the distribution of its MLE
    /// overrides it, to the same effect, for speed.
    /// </summary>
    /// <param name="parameters">The parameters of the synthetic data.</param>
    /// <param name="count">Size n of the data set, 1 or more.</param>
    /// <param name="random">The source of randomness.</param>
    public virtual double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random)
    {
        double[] values = new double[count];
        Fill(values, parameters, random);
        return MaximumLikelihood(values);
    }

    /// <summary>Draws the MLEs of many synthetic data sets. A family may override it when draws at the same parameters share work.</summary>
    /// <param name="parameters">The parameters of the synthetic data.</param>
    /// <param name="count">Size n of each data set, 1 or more.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="estimates">Receives an MLE for each data set.</param>
    public virtual void FillMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random, Span<double[]> estimates)
    {
        for (int i = 0; i < estimates.Length; i++)
            estimates[i] = SampleMaximumLikelihood(parameters, count, random);
    }

    /// <summary>Draws many values. A family may override it for speed.</summary>
    public virtual void Fill(Span<double> values, ReadOnlySpan<double> parameters, Random random)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = Sample(parameters, random);
    }

    /// <summary>Whether all parameters lie inside their bounds: only then does the family give more than one value.</summary>
    public bool IsProper(ReadOnlySpan<double> parameters)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!Parameters[i].IsInside(parameters[i]))
                return false;
        }
        return parameters.Length == Parameters.Count;
    }

    /// <summary>Checks data before an estimate.</summary>
    /// <exception cref="ArgumentException">No values, or one that is not finite or not supported: the message says which.</exception>
    public void Check(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException($"The {Name} family needs at least one value.", nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || !Supports(values[i]))
                throw new ArgumentException($"The {Name} family takes {Support}; value {i} is {values[i]}.", nameof(values));
        }
    }
}

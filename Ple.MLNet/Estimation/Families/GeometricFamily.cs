using Ple.MLNet.Statistics;
using MathNet.Numerics.Distributions;

namespace Ple.MLNet.Estimation.Families;

/// <summary>
/// Geometric: trials up to and with the first success, 1, 2, ..., each with probability p. MLE n / sum X; PLE (n - 1) / (sum X - 1). Where
/// all values are 1 both give p = 1, from which a self-consuming loop never returns.
/// </summary>
internal sealed class GeometricFamily : DistributionFamily
{
    private const int LongestTable = 500;
    private const double SmallestProbability = 1e-290, RoundingOfOne = 1e-17;

    /// <inheritdoc/>
    public override string Name => "geometric";

    /// <inheritdoc/>
    public override IReadOnlyList<FamilyParameter> Parameters { get; } = [new("p", PleCorrection.FixedPoint, upper: 1)];

    /// <inheritdoc/>
    public override string Support => "whole numbers of 1 or more";

    /// <inheritdoc/>
    public override bool Supports(double value) => value >= 1 && value == Math.Floor(value);

    /// <inheritdoc/>
    public override double[] MaximumLikelihood(ReadOnlySpan<double> values) => [values.Length / Repeatable.Sum(values)];

    /// <inheritdoc/>
    public override double[] ClosedFormPle(ReadOnlySpan<double> values)
    {
        double sum = Repeatable.Sum(values);
        return [sum == values.Length ? 1 : (values.Length - 1) / (sum - 1)];
    }

    /// <summary>By inversion: MathNet's draw is an int, which a small p overflows.</summary>
    public override double Sample(ReadOnlySpan<double> parameters, Random random) =>
        Math.Max(1, Math.Ceiling(Math.Log(1 - random.NextDouble()) / Math.Log(1 - parameters[0])));

    /// <inheritdoc/>
    public override double LogLikelihood(double value, ReadOnlySpan<double> parameters) =>
        Supports(value) ? (value - 1) * Math.Log(1 - parameters[0]) + Math.Log(parameters[0]) : double.NegativeInfinity;

    /// <inheritdoc/>
    public override double MeanLogLikelihood(ReadOnlySpan<double> values, ReadOnlySpan<double> parameters) =>
        LogLikelihood(1, parameters) + (Repeatable.Sum(values) / values.Length - 1) * Math.Log(1 - parameters[0]);

    /// <inheritdoc/>
    public override double[] SampleMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random)
    {
        double p = parameters[0];
        if (p >= 1)
            return [1];
        // The failures before the n-th success are negative binomial: a Poisson number with a gamma distributed mean.
        double failures = PoissonFamily.SampleCount(random, Gamma.Sample(random, count, p / (1 - p)));
        return [count / (count + failures)];
    }

    /// <summary>By one table of the negative binomial distribution for all sets: the fixed point of PLE draws millions of them.</summary>
    public override void FillMaximumLikelihood(ReadOnlySpan<double> parameters, int count, Random random, Span<double[]> estimates)
    {
        Span<double> table = stackalloc double[LongestTable];
        int length = CumulativeFailures(count, parameters[0], table);
        if (length == 0)
        {
            base.FillMaximumLikelihood(parameters, count, random, estimates);
            return;
        }
        ReadOnlySpan<double> cumulative = table[..length];
        for (int i = 0; i < estimates.Length; i++)
        {
            int found = cumulative.BinarySearch(random.NextDouble());
            int failures = found >= 0 ? found + 1 : ~found;
            estimates[i] = [(double)count / (count + failures)];
        }
    }

    /// <summary>Fills in P(at most k failures before the n-th success), k = 0, 1, ..., up to the rounding of 1.</summary>
    /// <returns>How many; 0 where the table is too short or the first probability too small.</returns>
    private static int CumulativeFailures(int count, double p, Span<double> cumulative)
    {
        double probability = Math.Pow(p, count), mean = count * (1 - p) / p, sum = 0;
        if (probability < SmallestProbability || mean > cumulative.Length / 2.0)
            return 0;
        for (int failures = 0; failures < cumulative.Length; failures++)
        {
            cumulative[failures] = sum += probability;
            if (failures > mean && probability < RoundingOfOne)
                return failures + 1;
            probability *= (count + failures) * (1 - p) / (failures + 1);
        }
        return 0;
    }
}

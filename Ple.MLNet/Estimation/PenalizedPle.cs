using Ple.MLNet.Statistics;
using System.Numerics.Tensors;

namespace Ple.MLNet.Estimation;

/// <summary>
/// PLE as a penalised likelihood: H(X) = c MLE(X) with the factor c, between 1/2 and 2, that minimises the mean negative log-likelihood of X
/// plus weight times penalty. (The paper prints a plus before the penalty of a likelihood to be maximised: a slip of sign.) Each parameter has
/// its own factor, found with the others at their MLE. It is here to be compared: <see cref="DataDrivenPle"/> is the better estimator.
/// </summary>
public sealed class PenalizedPle : SimulatedPle
{
    private const int GridSteps = 10, RefiningSteps = 12;
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    /// <inheritdoc/>
    public override string Name => Penalty == PenaltyForm.Samples ? "ple-eq5" : "ple-penalty";

    /// <summary>The penalty. Default <see cref="PenaltyForm.Expectation"/>.</summary>
    public PenaltyForm Penalty { get; init; }

    /// <summary>Weight lambda of the penalty, 0 or more. Default 0.1, as in the paper.</summary>
    public double Weight
    {
        get;
        init
        {
            if (!(value >= 0) || !double.IsFinite(value))
                throw new ArgumentOutOfRangeException(nameof(Weight), value, "Must be finite and at least 0.");
            field = value;
        }
    } = 0.1;

    private protected override double Factor(DistributionFamily family, ReadOnlySpan<double> values, double[] mle, int parameter, ReadOnlySpan<double> ratios)
    {
        // The objective may have more than one minimum: a grid, even in log c and with c = 1 on it, then golden section around its best point.
        double[] theta = [.. mle], scratch = new double[ratios.Length];
        (double best, double lowest) = (1, double.PositiveInfinity);
        for (int step = -GridSteps; step <= GridSteps; step++)
            Evaluate(Math.Pow(2, (double)step / GridSteps), values, ratios);
        double lower = best * Math.Pow(2, -1.0 / GridSteps), upper = best * Math.Pow(2, 1.0 / GridSteps);
        double left = upper - GoldenRatio * (upper - lower), right = lower + GoldenRatio * (upper - lower);
        double leftValue = Evaluate(left, values, ratios), rightValue = Evaluate(right, values, ratios);
        for (int step = 0; step < RefiningSteps; step++)
        {
            if (leftValue < rightValue)
            {
                (upper, right, rightValue) = (right, left, leftValue);
                left = upper - GoldenRatio * (upper - lower);
                leftValue = Evaluate(left, values, ratios);
            }
            else
            {
                (lower, left, leftValue) = (left, right, rightValue);
                right = lower + GoldenRatio * (upper - lower);
                rightValue = Evaluate(right, values, ratios);
            }
        }
        return best;

        double Evaluate(double factor, ReadOnlySpan<double> data, ReadOnlySpan<double> syntheticRatios)
        {
            theta[parameter] = factor * mle[parameter];
            if (!family.Parameters[parameter].IsInside(theta[parameter]))
                return double.PositiveInfinity;
            double value = Weight * PenaltyOf(factor, theta[parameter], syntheticRatios, scratch) - family.MeanLogLikelihood(data, theta);
            if (value < lowest)
                (best, lowest) = (factor, value);
            return value;
        }
    }

    /// <summary>With H(X) = theta = c MLE(X) and MLE(Y_i) = ratio_i theta, H(Y_i) - H(X) = theta (c ratio_i - 1).</summary>
    private double PenaltyOf(double factor, double theta, ReadOnlySpan<double> ratios, Span<double> scratch)
    {
        if (Penalty == PenaltyForm.Expectation)
            return Math.Abs(theta * (factor * Repeatable.Sum(ratios) / ratios.Length - 1));
        TensorPrimitives.Subtract(ratios, 1 / factor, scratch);
        TensorPrimitives.Abs(scratch, scratch);
        return Math.Abs(theta) * factor * Repeatable.Sum(scratch) / ratios.Length;
    }
}

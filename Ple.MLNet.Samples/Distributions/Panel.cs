using Ple.MLNet.Estimation;

namespace Ple.MLNet.Samples.Distributions;

/// <summary>One parameter of one family, as the paper's figures 4 and 5 show it.</summary>
/// <param name="Title">Heading of the picture.</param>
/// <param name="Symbol">Label of the vertical axis.</param>
/// <param name="Family">The family.</param>
/// <param name="Truth">Parameters of the real data.</param>
/// <param name="Parameter">Index of the parameter shown.</param>
/// <param name="SampleSize">Values in each data set.</param>
/// <param name="HasClosedForm">Whether the family has a closed form of PLE.</param>
internal sealed record Panel(
    string Title, string Symbol, DistributionFamily Family, double[] Truth, int Parameter, int SampleSize, bool HasClosedForm = true)
{
    /// <summary>The weight at which the penalty of equation 3 does remove the bias (the paper's .1 changes next to nothing in either form).</summary>
    public const double Equation5Weight = 10;

    /// <summary>Figure 4, six panels, and figure 5, sigma.</summary>
    public static IReadOnlyList<Panel> All { get; } =
    [
        new("Uniform on [0, a], a = 1, n = 20", "a", DistributionFamilies.OneSidedUniform, [1], 0, 20),
        new("Gaussian mean, μ = 0, n = 20", "μ", DistributionFamilies.Gaussian, [0, 1], 0, 20),
        new("Laplace scale, b = 1, n = 25", "b", DistributionFamilies.Laplace, [0, 1], 1, 25, HasClosedForm: false),
        new("Geometric, p = 0.5, n = 25", "p", DistributionFamilies.Geometric, [0.5], 0, 25),
        new("Exponential, rate = 0.5, n = 25", "rate", DistributionFamilies.Exponential, [0.5], 0, 25),
        new("Pareto shape, b = 1, n = 25", "b", DistributionFamilies.Pareto, [1, 1], 1, 25),
        new("Gaussian deviation, σ = 1, n = 20", "σ", DistributionFamilies.Gaussian, [0, 1], 1, 20),
    ];

    public string ParameterName => Family.Parameters[Parameter].Name;

    public double TrueValue => Truth[Parameter];

    /// <summary>Scales, rates and shapes change by factors: a logarithmic axis shows growth and decay alike.</summary>
    public bool IsLogarithmic => Family.Parameters[Parameter].Correction == PleCorrection.Factor;

    public IEnumerable<PointEstimator> Estimators()
    {
        yield return new MaximumLikelihood();
        if (HasClosedForm)
            yield return new ClosedFormPle();
        yield return new DataDrivenPle();
        yield return new PenalizedPle { Penalty = PenaltyForm.Samples, Weight = Equation5Weight };
    }
}

using Ple.MLNet.Statistics;
using Ple.MLNet.Training;

namespace Ple.MLNet.Samples.Mixtures;

/// <summary>One way to fit the data sets of a cell.</summary>
/// <param name="Name">As in the CSV.</param>
/// <param name="Lambda">Weight of PLE's penalty; 0 for methods that know none.</param>
/// <param name="Label">For people.</param>
/// <param name="Fit">A mixture for each data set, null for a degenerate one.</param>
internal sealed record MixtureMethod(
    string Name, double Lambda, string Label, Func<IReadOnlyList<double[]>, CancellationToken, IReadOnlyList<GaussianMixture?>> Fit)
{
    public const string HypernetworkName = "hypernetwork";

    /// <summary>Below the precision of the mean log-likelihood: EM runs until it changes no more.</summary>
    private const double SmallestTolerance = 1e-17;

    private const int Components = 2;

    /// <summary>Every method; first the one that the others are compared with, maximum likelihood at convergence.</summary>
    /// <param name="lambdas">Of the hypernetworks.</param>
    /// <param name="directSteps">At which gradient descent without a hypernetwork stops.</param>
    /// <param name="threads">That EM may take.</param>
    public static IReadOnlyList<MixtureMethod> All(IEnumerable<double> lambdas, int directSteps, int threads) =>
    [
        Em("em", "EM, converged", new() { Components = Components, Tolerance = SmallestTolerance, MaximumIterations = 100_000 }, threads),
        Em("em-default-tolerance", "EM, tolerance 0.001", new() { Components = Components }, threads),
        Gradient("direct", 0, $"direct, {directSteps} steps", EstimationMethod.MaximumLikelihood, directSteps),
        .. lambdas.Select(lambda => Gradient(HypernetworkName, lambda, $"hypernetwork, λ = {lambda}", EstimationMethod.Hypernetwork, 1000)),
    ];

    private static MixtureMethod Em(string name, string label, GaussianMixtureEmOptions options, int threads)
    {
        var em = new GaussianMixtureEm(options);
        GaussianMixture? FitOne(double[] rows)
        {
            try
            {
                return em.Fit(rows, 1).Mixture;
            }
            catch (InvalidOperationException) // a component was lost
            {
                return null;
            }
        }
        return new(name, 0, label, (dataSets, cancellation) =>
            [.. dataSets.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).WithCancellation(cancellation).Select(FitOne)]);
    }

    private static MixtureMethod Gradient(string name, double lambda, string label, EstimationMethod method, int steps)
    {
        var replicates = new GaussianMixtureReplicates(method, new()
        {
            Components = Components, Steps = steps, Standardize = false,
            Penalty = new() { Lambda = lambda, SyntheticSets = 2, Reduction = PenaltyReduction.Sum },
        });
        return new(name, lambda, label, (dataSets, cancellation) => replicates.Fit(dataSets, 1, cancellation));
    }
}

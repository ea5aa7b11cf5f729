using System.Globalization;

namespace Ple.MLNet.Statistics;

/// <summary>What <see cref="GaussianMixtureEm"/> found.</summary>
public sealed class GaussianMixtureEmResult
{
    internal GaussianMixtureEmResult(GaussianMixture mixture, double logLikelihood, int iterations, bool converged)
        => (Mixture, LogLikelihood, Iterations, Converged) = (mixture, logLikelihood, iterations, converged);

    /// <summary>The fitted mixture.</summary>
    public GaussianMixture Mixture { get; }

    /// <summary>Mean log-likelihood of a training row under <see cref="Mixture"/>.</summary>
    public double LogLikelihood { get; }

    /// <summary>EM iterations done.</summary>
    public int Iterations { get; }

    /// <summary>Whether the last change fell below the tolerance.</summary>
    public bool Converged { get; }

    /// <summary>The log-likelihood and the iterations.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"log-likelihood {LogLikelihood:g6} after {Iterations} iterations, converged: {Converged}");
}

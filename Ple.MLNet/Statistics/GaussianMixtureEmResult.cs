namespace Ple.MLNet.Statistics;

/// <summary>What <see cref="GaussianMixtureEm"/> found.</summary>
/// <param name="Mixture">The fitted mixture.</param>
/// <param name="LogLikelihood">Mean log-likelihood of a training row under <paramref name="Mixture"/>.</param>
/// <param name="Iterations">EM iterations done.</param>
/// <param name="Converged">Whether the last change fell below the tolerance.</param>
public sealed record GaussianMixtureEmResult(GaussianMixture Mixture, double LogLikelihood, int Iterations, bool Converged);

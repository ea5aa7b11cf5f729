namespace Ple.MLNet.Training;

/// <summary>Where the synthetic rows Y of the bootstrap correction come from.</summary>
public enum CorrectionSource
{
    /// <summary><see cref="PriorMeans"/> for near-binary vectors and levels of grey (Bernoulli and Beta) of a model with latent numbers, where they do best; else <see cref="Sampler"/>.</summary>
    Automatic,

    /// <summary>Rows as the generator will make them.</summary>
    Sampler,

    /// <summary>Means of the output distribution at standard normal latent numbers, whatever the generator samples from: a heuristic found on images.</summary>
    PriorMeans,
}

namespace Ple.MLNet.Generation;

/// <summary>Where latent numbers are sampled.</summary>
public enum LatentKind
{
    /// <summary>The model's prior, the standard normal.</summary>
    StandardNormal,

    /// <summary>A Gaussian mixture fitted to the posteriors of the training rows.</summary>
    FittedMixture,
}

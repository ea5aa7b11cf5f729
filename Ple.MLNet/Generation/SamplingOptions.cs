using Ple.MLNet.Models;

namespace Ple.MLNet.Generation;

/// <summary>How a fitted generator makes rows.</summary>
public sealed class SamplingOptions
{
    /// <summary>Default <see cref="LatentKind.FittedMixture"/>.</summary>
    public LatentKind Latent { get; init; } = LatentKind.FittedMixture;

    /// <summary>Components of the fitted mixture, 1 to 1000; fewer are fitted where there are fewer than 20 training rows for each.
    /// Default 10.</summary>
    public int MixtureComponents { get; init; } = 10;

    /// <summary>Default <see cref="OutputKind.Draw"/>.</summary>
    public OutputKind Output { get; init; } = OutputKind.Draw;

    /// <summary>What the standard deviations of latent numbers are multiplied by, above 0 and at most 10: below 1, rows nearer to the usual and less varied. Of models whose latent numbers come
    /// from the standard normal or the fitted mixture; others refuse all but 1. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    internal void Validate()
    {
        if (!Enum.IsDefined(Latent))
            throw new ArgumentOutOfRangeException(nameof(Latent), Latent, "Not a kind of latent distribution.");
        if (!Enum.IsDefined(Output))
            throw new ArgumentOutOfRangeException(nameof(Output), Output, "Not a kind of output.");
        if (!(Temperature is > 0 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, "A temperature lies above 0 and is at most 10.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MixtureComponents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MixtureComponents, 1000);
    }
}

namespace Ple.MLNet.Training;

/// <summary>
/// The bootstrap correction, a step after training: what K optimiser steps on the model's own rows Y change, beyond what K steps on the
/// training rows X change, is the estimator's bias, and is taken out: θ_c = U_X(θ) - w (U_Y(θ) - U_X(θ)). Kin to Neon, negative
/// extrapolation from self-training (arXiv 2510.03597), which has no U_X. It gives up likelihood: the training summary and a message on the
/// channel say how much, and <see cref="LargestLikelihoodLoss"/> bounds it.
/// </summary>
public sealed class CorrectionOptions
{
    private const double DefaultWeight = 1;

    /// <summary>Default <see cref="CorrectionKind.Automatic"/>: of images the whole correction helps, of tables often none does.</summary>
    public CorrectionKind Kind { get; init; } = CorrectionKind.Automatic;

    /// <summary>Where Y comes from. Default <see cref="CorrectionSource.Automatic"/>.</summary>
    public CorrectionSource Source { get; init; } = CorrectionSource.Automatic;

    /// <summary>The most likelihood to give up, above 0, in nats for each value of a row: where the weight costs more it is halved, once, and then left at 0. Null
    /// for any. Default 0.02: to be off by δ standard deviations in a value costs δ²/2 nats, so that this is Cohen's small effect, 0.2, in
    /// every value of every row.</summary>
    public double? LargestLikelihoodLoss { get; init; } = 0.02;

    /// <summary>w, from 0 to 10, for <see cref="CorrectionKind.Weight"/>; 0 is K more steps of training and nothing else. Default 1.</summary>
    public double Weight { get; init; } = DefaultWeight;

    /// <summary>K, optimiser steps on each of the two data sets, at least 2; the last half is averaged. Default 300.</summary>
    public int Steps { get; init; } = 300;

    /// <summary>Learning rate of these steps, above 0; null, the default, is a tenth of the training's.</summary>
    public double? LearningRate { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Kind))
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "Not a kind of correction.");
        if (!(Weight is >= 0 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(Weight), Weight, "The correction's weight must be from 0 to 10.");
        if (!Enum.IsDefined(Source))
            throw new ArgumentOutOfRangeException(nameof(Source), Source, "Not a source of synthetic rows.");
        if (LargestLikelihoodLoss is { } loss && !(loss > 0))
            throw new ArgumentOutOfRangeException(nameof(LargestLikelihoodLoss), loss, "The largest loss of likelihood must be above 0, or null for any.");
        if (Kind != CorrectionKind.Weight && Weight != DefaultWeight)
            throw new ArgumentException($"{nameof(Weight)} is used with {nameof(Kind)} = {nameof(CorrectionKind)}.{nameof(CorrectionKind.Weight)} alone.", nameof(Weight));
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 2);
        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "The learning rate must be a finite number above 0.");
    }
}

namespace Ple.MLNet.Fairness;

/// <summary>An interval that is to cover a number with the probability <paramref name="Level"/>.</summary>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Confidence level, between 0 and 1.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper, double Level);

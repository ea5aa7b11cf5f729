namespace Ple.MLNet.Samples.Tabular;

/// <summary>One classifier, fitted with one treatment of rare classes.</summary>
/// <param name="Seconds">Fitting it, making rows included.</param>
internal sealed record TabularResult(string Augmentation, string Downstream, double Ratio, int Seed, ClassScores Scores, double Seconds);

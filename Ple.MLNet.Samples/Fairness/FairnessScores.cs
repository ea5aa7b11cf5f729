namespace Ple.MLNet.Samples.Fairness;

/// <summary>How well each class is treated; NaN where a class has too few generated rows to say.</summary>
/// <param name="FidMajority">Frechet distance of the generated majority rows from the real ones; lower is better.</param>
/// <param name="FairnessRatio">FidMinority / FidMajority; 1 is fair.</param>
/// <param name="MinorityFrequency">The share of generated rows that the oracle assigns to the minority class.</param>
internal sealed record FairnessScores(double FidMajority, double FidMinority, double FairnessRatio, double MinorityFrequency);

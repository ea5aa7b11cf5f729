namespace Ple.MLNet.Samples.Fairness;

/// <summary>One method with one seed.</summary>
/// <param name="NeitherClass">The share of generated rows that look like a class outside the task.</param>
internal sealed record FairnessResult(
    string Method, int Seed, double ImbalanceRatio, FairnessScores Scores, double RealMinorityFrequency, double NeitherClass, double Elbo, double Seconds);

namespace Ple.MLNet.Samples.Fairness;

/// <summary>How well each class is treated; NaN where a class has too few generated rows to say.</summary>
/// <param name="FidMajority">Frechet distance of the generated majority rows from the real ones; lower is better.</param>
/// <param name="FairnessRatio">FidMinority / FidMajority; 1 is fair.</param>
/// <param name="MinorityFrequency">The share of generated rows that the oracle assigns to the minority class.</param>
/// <param name="NeitherClass">The share of generated rows that look like a class outside the task.</param>
internal sealed record FairnessScores(double FidMajority, double FidMinority, double FairnessRatio, double MinorityFrequency, double NeitherClass)
{
    /// <summary>Each score's mean; NaN where one of them is.</summary>
    public static FairnessScores Mean(IReadOnlyList<FairnessScores> scores) => new(
        scores.Average(s => s.FidMajority),
        scores.Average(s => s.FidMinority),
        scores.Average(s => s.FairnessRatio),
        scores.Average(s => s.MinorityFrequency),
        scores.Average(s => s.NeitherClass));
}

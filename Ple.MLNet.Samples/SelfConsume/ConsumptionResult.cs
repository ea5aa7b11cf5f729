using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>A generation of one loop.</summary>
internal sealed record ConsumptionResult(string Model, string Method, string Kind, int Seed, GenerationScores Scores)
{
    /// <summary>NaN where the subject has no such number.</summary>
    public double this[string score] => Scores.Metrics.GetValueOrDefault(score) ?? double.NaN;
}

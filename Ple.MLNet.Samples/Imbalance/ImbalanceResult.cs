using Ple.MLNet.Validation;

namespace Ple.MLNet.Samples.Imbalance;

/// <summary>A line of imbalance.csv.</summary>
/// <param name="Arm">"candidate" on held-out rows of the inner folds; on rows set apart "test", "chosen" or "default" (ML.NET's defaults and a cut of one half).</param>
internal sealed record ImbalanceResult(string Arm, string Learner, int Seed, IReadOnlyDictionary<ClassMetric, double> Metrics, double Threshold, double Seconds);

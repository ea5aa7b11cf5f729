using Ple.MLNet.Fairness;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>What one oracle makes of a generator.</summary>
/// <param name="Oracle">Its number, which is its seed.</param>
/// <param name="Accuracy">The share of all test images that it names rightly.</param>
/// <param name="Scores">The numbers that are compared.</param>
/// <param name="Report">All that there is to say.</param>
internal sealed record OracleVerdict(int Oracle, double Accuracy, FairnessScores Scores, FairnessReport? Report = null);

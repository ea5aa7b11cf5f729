namespace Ple.MLNet.Validation;

/// <summary>Names that ML.NET gives to what classifiers add.</summary>
internal static class ScoredColumns
{
    public const string Probability = "Probability", Score = "Score", PredictedLabel = "PredictedLabel";
}

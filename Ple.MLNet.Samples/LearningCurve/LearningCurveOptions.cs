using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.LearningCurve;

/// <summary>What the user asks of <c>learning-curve</c>.</summary>
internal sealed record LearningCurveOptions
{
    public required FairnessModel Model { get; init; }

    public required FairnessPreset Preset { get; init; }

    public required string DataFolder { get; init; }

    public required FairnessPair Pair { get; init; }

    public required double ImbalanceRatio { get; init; }

    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Ascending; each is a fit of its own.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>Of maximum likelihood; null to choose it on another task.</summary>
    public double? LearningRate { get; init; }

    public required int Seeds { get; init; }

    public required int FirstSeed { get; init; }

    public OracleCache? Cache { get; init; }

    public required string OutputFolder { get; init; }
}

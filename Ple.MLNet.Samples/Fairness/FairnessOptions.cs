namespace Ple.MLNet.Samples.Fairness;

/// <summary>What the user asks of <c>fairness</c>.</summary>
internal sealed record FairnessOptions
{
    public required FairnessPreset Preset { get; init; }

    /// <summary>Folder of the four IDX files.</summary>
    public required string DataFolder { get; init; }

    public required byte Majority { get; init; }

    public required byte Minority { get; init; }

    /// <summary>Training rows of the majority class for each of the minority class.</summary>
    public required double ImbalanceRatio { get; init; }

    /// <summary>The whole comparison is run with the seeds 1 to this.</summary>
    public required int Seeds { get; init; }

    public required string OutputFolder { get; init; }
}

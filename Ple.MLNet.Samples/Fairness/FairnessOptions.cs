using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Fairness;

/// <summary>What the user asks of <c>fairness</c>.</summary>
internal sealed record FairnessOptions
{
    public required FairnessPreset Preset { get; init; }

    /// <summary>Folder of the images.</summary>
    public required string DataFolder { get; init; }

    public required FairnessModel Model { get; init; }

    /// <summary>Pairs of classes, each a task of its own.</summary>
    public required IReadOnlyList<FairnessPair> Pairs { get; init; }

    /// <summary>Blurs and dims the images first, so that they hold levels of grey.</summary>
    public bool Grey { get; init; }

    /// <summary>Training rows of the majority class for each of the minority class.</summary>
    public required double ImbalanceRatio { get; init; }

    /// <summary>How many seeds the whole comparison is run with.</summary>
    public required int Seeds { get; init; }

    /// <summary>The first of them; the others follow.</summary>
    public int FirstSeed { get; init; } = 1;

    /// <summary>What judges the images.</summary>
    public OracleChoice Oracle { get; init; } = OracleChoice.Small;

    /// <summary>Where trained oracles are kept; null keeps none.</summary>
    public OracleCache? Cache { get; init; }

    public required string OutputFolder { get; init; }
}

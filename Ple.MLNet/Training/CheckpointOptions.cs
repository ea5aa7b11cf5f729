namespace Ple.MLNet.Training;

/// <summary>
/// Checkpoints of a fit: a fit that was killed goes on, when it is run again with the same options and data on the same kind of machine, and ends with the same bits
/// as an unbroken one. The file is written beside its place and renamed, and deleted when the fit ends well.
/// </summary>
public sealed class CheckpointOptions
{
    /// <summary>Folder of the file, "fit.checkpoint", made if it is absent. One folder serves one fit at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>Optimizer steps from one checkpoint to the next, at least 1. Default 500.</summary>
    public int EverySteps { get; init; } = 500;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(EverySteps, 1);
    }
}

namespace Ple.MLNet.Samples.Tabular;

/// <summary>The sizes of a run of <c>tabular</c>.</summary>
/// <param name="Name">As written on the command line.</param>
/// <param name="Seeds">Where the command line names no number.</param>
/// <param name="MostRows">Rows that are used, of a larger table as many are drawn.</param>
/// <param name="Steps">Most optimiser steps of a generator.</param>
internal sealed record TabularPreset(string Name, int Seeds, int MostRows, int Steps)
{
    /// <summary>Everything runs for real, at small size.</summary>
    public static TabularPreset Smoke { get; } = new("smoke", Seeds: 1, MostRows: 2500, Steps: 200);

    /// <summary>Sizes that show the effect in minutes.</summary>
    public static TabularPreset Default { get; } = new("default", Seeds: 5, MostRows: 100_000, Steps: 3000);

    public static IReadOnlyList<TabularPreset> All { get; } = [Smoke, Default];
}

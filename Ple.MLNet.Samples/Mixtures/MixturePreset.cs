namespace Ple.MLNet.Samples.Mixtures;

/// <summary>The sizes of a run of <c>mixture</c>.</summary>
/// <param name="Name">As written on the command line.</param>
/// <param name="Grid">Sample sizes and responsibilities.</param>
/// <param name="Seeds">Data sets of each cell, where the command line names no number.</param>
/// <param name="Lambdas">Weights of the penalty; the second is the paper's.</param>
/// <param name="Draws">Draws that a divergence is averaged over.</param>
internal sealed record MixturePreset(string Name, MixtureGrid Grid, int Seeds, IReadOnlyList<double> Lambdas, int Draws)
{
    public static MixturePreset Smoke { get; } = new("smoke", MixtureGrid.Small, 5, [0, 0.1], 10_000);

    public static MixturePreset Default { get; } = new("default", MixtureGrid.Paper, 30, [0, 0.1, 1, 10], 100_000);

    public static MixturePreset Paper { get; } = Default with { Name = "paper", Seeds = 100 };

    public static IReadOnlyList<MixturePreset> All { get; } = [Smoke, Default, Paper];
}

namespace Ple.MLNet.Models;

/// <summary>What a generated row is.</summary>
public enum OutputKind
{
    /// <summary>A draw from the output distribution. Rows that will be trained on should be draws: means shrink the variance.</summary>
    Draw,

    /// <summary>The output distribution's mean: smoother pictures.</summary>
    Mean,
}

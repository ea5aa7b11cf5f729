using Ple.MLNet.Samples.Fairness;

namespace Ple.MLNet.Samples.SelfConsume;

/// <summary>The sizes of a run of <c>self-consume</c>.</summary>
/// <param name="Images">Of the image models and their tasks.</param>
/// <param name="Rows">Most training rows of a table.</param>
/// <param name="DensityRows">Of a family or mixture.</param>
/// <param name="TableSteps">Optimiser steps of a table's generator.</param>
/// <param name="GanImages">Of the adversarial network and its tasks.</param>
/// <param name="GanSeeds">Its seeds: it takes ten times as long as an autoencoder.</param>
internal sealed record SelfConsumePreset(string Name, FairnessPreset Images, int Rows, int DensityRows, int TableSteps, int Generations, int Seeds, FairnessPreset GanImages, int GanSeeds)
{
    public static IReadOnlyList<SelfConsumePreset> All { get; } =
    [
        new("smoke", FairnessPreset.Smoke, Rows: 300, DensityRows: 50, TableSteps: 200, Generations: 1, Seeds: 1, FairnessPreset.Smoke, GanSeeds: 1),
        new("default", FairnessPreset.Default, Rows: 2000, DensityRows: 100, TableSteps: 3000, Generations: 3, Seeds: 2, FairnessPreset.Default, GanSeeds: 1),
        new("paper", FairnessPreset.Default, Rows: 2000, DensityRows: 100, TableSteps: 3000, Generations: 4, Seeds: 5, FairnessPreset.Paper, GanSeeds: 3),
    ];

    /// <exception cref="InvalidOperationException">There is none of the name.</exception>
    public static SelfConsumePreset Of(string name) => All.Single(p => p.Name == name);
}

using Ple.MLNet.Models;

namespace Ple.MLNet.Samples.OwnModel;

/// <summary>Shape of a <see cref="RectifiedFlow"/>. A saved model holds the public properties, and the name that the kind was registered by.</summary>
public sealed class RectifiedFlowOptions : GenerativeModelOptions
{
    private const string Kind = "own-model";

    /// <summary>Units of each of the two hidden layers, at least 1. Default 64.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Steps from noise to data, at least 1. Default 20.</summary>
    public int Steps { get; init; } = 20;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed) => new RectifiedFlow(layout, this, seed);

    /// <summary>Makes the kind known: at the start of every program that saves or loads such models.</summary>
    public static void Register() => PleKinds.Register(Kind, () => new RectifiedFlowOptions());

    /// <inheritdoc/>
    protected override void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
    }
}

using System.Runtime.CompilerServices;

namespace Ple.MLNet.Models;

/// <summary>Shape of a variational autoencoder of fully connected layers, the model of the paper's Table 1.</summary>
public sealed class VaeOptions : GenerativeModelOptions
{
    internal const int MostLayers = 64, MostUnits = 65_536;

    /// <summary>Widths of the encoder's hidden layers; the decoder has them in reverse. Four of them make the paper's encoder and decoder of
    /// five fully connected layers each. Default 128, 128, 64, 64.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [128, 128, 64, 64];

    /// <summary>Latent numbers of a row, 1 to 65,536. Default 8.</summary>
    public int LatentSize { get; init; } = 8;

    /// <summary>Batch norm after every hidden layer, as in the paper. Default true.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>0.01 with batch norm, else 0.001.</summary>
    protected internal override double DefaultLearningRate => BatchNorm ? 0.01 : 0.001;

    /// <inheritdoc/>
    public override GenerativeModel Create(RowLayout layout, long seed)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new VariationalAutoencoder(layout, LatentSize, seed,
            (outputs, generator) => new FullyConnected([layout.RowSize, .. HiddenSizes, outputs], BatchNorm, generator),
            (outputs, generator) => new FullyConnected([LatentSize + layout.ConditionSize, .. HiddenSizes.Reverse(), outputs], BatchNorm, generator));
    }

    /// <inheritdoc/>
    protected internal override long FewestWeights(RowLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Products([layout.RowSize, .. HiddenSizes, 2 * LatentSize])
            + Products([LatentSize + layout.ConditionSize, .. HiddenSizes.Reverse(), layout.ValueCount]);
    }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        CheckHiddenSizes(HiddenSizes);
        CheckUnits(LatentSize);
    }

    /// <param name="sizes">Widths of hidden layers.</param>
    /// <param name="name">Of the option.</param>
    internal static void CheckHiddenSizes(IReadOnlyList<int> sizes, [CallerArgumentExpression(nameof(sizes))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(sizes, name);
        if (sizes.Count is 0 or > MostLayers)
            throw new ArgumentOutOfRangeException(name, $"A model has 1 to {MostLayers} hidden layers.");
        foreach (int size in sizes)
            CheckUnits(size, name);
    }

    /// <param name="size">Of a layer.</param>
    /// <param name="name">Of the option.</param>
    internal static void CheckUnits(int size, [CallerArgumentExpression(nameof(size))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MostUnits, name);
    }

    private static long Products(IReadOnlyList<int> sizes) => sizes.Zip(sizes.Skip(1), (inputs, outputs) => (long)inputs * outputs).Sum();
}

namespace Ple.MLNet.Models;

/// <summary>Makes variational autoencoders, and tells their size beforehand.</summary>
internal static class VaeShape
{
    /// <param name="options">Widths.</param>
    /// <param name="output">Distribution of a row's values; taken over.</param>
    /// <param name="valueCount">Values of a row.</param>
    /// <param name="conditionSize">One-hot slots behind them.</param>
    /// <param name="seed">Of the initial weights.</param>
    public static VariationalAutoencoder Build(this VaeOptions options, OutputDistribution output, int valueCount, int conditionSize, long seed)
        => new(output, valueCount + conditionSize, conditionSize, options, seed);

    /// <summary>A lower bound of the number of weights, to hold against a file's length before anything is allocated.</summary>
    public static long FewestWeights(this VaeOptions options, int valueCount, int conditionSize)
        => Products([valueCount + conditionSize, .. options.HiddenSizes, 2 * options.LatentSize])
            + Products([options.LatentSize + conditionSize, .. options.HiddenSizes.Reverse(), valueCount]);

    private static long Products(IReadOnlyList<int> sizes) => sizes.Zip(sizes.Skip(1), (inputs, outputs) => (long)inputs * outputs).Sum();
}

using Ple.MLNet.Interop;

namespace Ple.MLNet.Statistics;

/// <summary>A mixture in a saved model: components, dimension, weights, and for each component its mean and its covariance.</summary>
internal static class GaussianMixtureFormat
{
    public static void Write(this BinaryWriter writer, GaussianMixture mixture)
    {
        writer.Write(mixture.Components);
        writer.Write(mixture.Dimension);
        writer.WriteArray(mixture.Weights.AsSpan());
        for (int component = 0; component < mixture.Components; component++)
        {
            writer.WriteArray(mixture.Means[component].AsSpan());
            writer.WriteArray(mixture.Covariances[component].AsSpan());
        }
    }

    public static GaussianMixture ReadMixture(this PayloadReader reader)
    {
        int components = reader.ReadCount(1, int.MaxValue), dimension = reader.ReadCount(1, int.MaxValue);
        reader.CheckFollows(components * (1 + dimension + (Int128)dimension * dimension), sizeof(double));
        double[] weights = reader.ReadArray<double>(components);
        double[][] means = new double[components][], covariances = new double[components][];
        for (int component = 0; component < components; component++)
        {
            means[component] = reader.ReadArray<double>(dimension);
            covariances[component] = reader.ReadArray<double>((long)dimension * dimension);
        }
        return new(weights, means, covariances);
    }
}

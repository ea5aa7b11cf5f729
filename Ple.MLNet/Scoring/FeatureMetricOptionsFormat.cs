using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>The options of the metrics in a saved model.</summary>
internal static class FeatureMetricOptionsFormat
{
    public static void Write(this BinaryWriter writer, FeatureMetricOptions options)
    {
        writer.Write(options.SampleRows);
        writer.Write(options.KernelSubsetRows);
        writer.Write((int)options.NeighborRule);
        writer.Write(options.Neighbors ?? 0);
    }

    public static FeatureMetricOptions ReadMetricOptions(this PayloadReader reader)
    {
        (int sampleRows, int subsetRows, int rule, int neighbors) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new() { SampleRows = sampleRows, KernelSubsetRows = subsetRows, NeighborRule = (NeighborRule)rule, Neighbors = neighbors == 0 ? null : neighbors };
    }
}

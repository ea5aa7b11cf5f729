using Ple.MLNet.Interop;

namespace Ple.MLNet.Statistics;

/// <summary>Moments in a saved model: count, dimensions, mean, scatter.</summary>
internal static class MomentsFormat
{
    /// <summary>Of a table or class: far beyond any, and sums of many do not overflow.</summary>
    public const long MostRows = 1L << 48;

    public static void Write(this BinaryWriter writer, Moments moments)
    {
        writer.Write(moments.Count);
        writer.Write(moments.Dimensions);
        writer.WriteArray(moments.Mean);
        writer.WriteArray(moments.Scatter);
    }

    public static Moments ReadMoments(this PayloadReader reader)
    {
        long count = reader.ReadInt64(0, MostRows);
        int dimensions = reader.ReadCount(1, Moments.MaxDimensions);
        reader.CheckFollows(dimensions * (1L + dimensions), sizeof(double));
        return new(count, reader.ReadFinite(dimensions), reader.ReadFinite((long)dimensions * dimensions));
    }
}

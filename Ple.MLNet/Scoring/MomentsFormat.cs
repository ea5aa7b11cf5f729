using Ple.MLNet.Interop;

namespace Ple.MLNet.Scoring;

/// <summary>Moments in a saved model: count, dimensions, mean, scatter.</summary>
internal static class MomentsFormat
{
    public static void Write(this BinaryWriter writer, Moments moments)
    {
        writer.Write(moments.Count);
        writer.Write(moments.Dimensions);
        writer.WriteArray(moments.Mean);
        writer.WriteArray(moments.Scatter);
    }

    public static Moments ReadMoments(this BinaryReader reader)
    {
        long count = reader.ReadInt64();
        int dimensions = reader.ReadInt32(1, Moments.MaxDimensions);
        return new(count, reader.ReadArray<double>(dimensions), reader.ReadArray<double>((long)dimensions * dimensions));
    }
}

using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>What is kept of one class of a table.</summary>
/// <param name="Features">Of its rows.</param>
/// <param name="Images">A few of its images, for a page; null where there are none.</param>
internal sealed record ClassPart(FeatureStatistics Features, RowSample? Images)
{
    /// <summary>Images kept of a class.</summary>
    public const int ImageCount = 12;

    /// <summary>Of a class without rows.</summary>
    /// <param name="dimensions">Number of features.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="seed">Of the samples.</param>
    public static ClassPart Of(int dimensions, ClassImbalanceFairnessOptions options, int seed) => new(
        new(dimensions, options.RowsPerClass ?? options.Metrics.SampleRows, seed, options.RowsPerClass is not null),
        options.ImageColumnName is null ? null : new(ImageCount, Seeds.Derive(seed, SeedPurpose.RowSample)));

    /// <summary>The same without rows.</summary>
    public ClassPart Empty() => new(Features.Empty(), Images is null ? null : new(ImageCount, Images.Seed));

    /// <summary>Whether a scorer of these settings collected it.</summary>
    public bool IsOf(ClassImbalanceFairnessOptions options, int seed)
        => Features.IsOf(options.RowsPerClass ?? options.Metrics.SampleRows, seed, options.RowsPerClass is not null) && (Images is null) == (options.ImageColumnName is null);

    public void Merge(ClassPart other)
    {
        Features.Merge(other.Features);
        if (other.Images is not null)
            Images?.Merge(other.Images);
    }

    public bool Fits(ClassPart other) => Features.Fits(other.Features) && (Images is null) == (other.Images is null);

    public void Write(BinaryWriter writer)
    {
        Features.Write(writer);
        writer.Write(Images is not null);
        if (Images is null)
            return;
        (long Position, float[] Row)[] kept = [.. Images.Kept()];
        writer.Write(Images.Seed);
        writer.Write(kept.Length);
        writer.Write(kept[0].Row.Length);
        foreach ((long position, float[] row) in kept)
        {
            writer.Write(position);
            writer.WriteArray<float>(row);
        }
    }

    public static ClassPart Read(PayloadReader reader)
    {
        FeatureStatistics features = FeatureStatistics.Read(reader);
        if (!reader.ReadBoolean())
            return new(features, null);
        int seed = reader.ReadInt32(), count = reader.ReadInt32(1, ImageCount), size = reader.ReadInt32(1, int.MaxValue);
        var kept = new List<(long, float[])>();
        for (int i = 0; i < count; i++)
        {
            long position = reader.ReadInt64(0, long.MaxValue);
            float[] pixels = reader.ReadArray<float>(size);
            PayloadReader.Check(Array.TrueForAll(pixels, float.IsFinite), "a number is not finite");
            kept.Add((position, pixels));
        }
        return new(features, RowSample.Restore(ImageCount, seed, features.Rows, kept));
    }
}

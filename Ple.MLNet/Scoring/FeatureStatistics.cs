using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Scoring;

/// <summary>
/// What the scores need of a set of feature rows: the moments of all of them, and a sample. Of parts of a table they merge to those of the whole:
/// the moments but for rounding, the sample exactly. Made by <see cref="FidTransformer.Collect"/>; not safe for several threads at once.
/// </summary>
public sealed class FeatureStatistics
{
    private readonly Moments? _running;
    private readonly RowSample _sample;
    private float[]? _buffer;
    private int _filled;
    private Moments? _ofSample;

    /// <param name="dimensions">Number of features.</param>
    /// <param name="sampleRows">Rows kept.</param>
    /// <param name="seed">Of the sample.</param>
    /// <param name="momentsOfSample">The moments are those of the sample, for scores over equal numbers of rows.</param>
    internal FeatureStatistics(int dimensions, int sampleRows, int seed, bool momentsOfSample = false)
        : this(dimensions, momentsOfSample ? null : new(dimensions), new RowSample(sampleRows, Seeds.Derive(seed, SeedPurpose.RowSample)))
    {
    }

    private FeatureStatistics(int dimensions, Moments? running, RowSample sample) => (Dimensions, _running, _sample) = (dimensions, running, sample);

    /// <summary>Rows seen.</summary>
    public long Rows => _sample.Count;

    /// <summary>Number of features.</summary>
    public int Dimensions { get; }

    internal float[][] Sample => _sample.Rows;

    internal Moments Moments
    {
        get
        {
            Flush();
            return _running ?? (_ofSample ??= Moments.Of(FlatRows.Of(_sample.Rows), Dimensions));
        }
    }

    /// <summary>Writes the statistics, kept rows included, to be joined with others elsewhere.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new BinaryWriter(stream, HashedPayload.Encoding, leaveOpen: true);
        HashedPayload.Write(writer, Write);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="FormatException">The data are damaged.</exception>
    public static FeatureStatistics Load(MLContext mlContext, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(stream);
        return HashedPayload.Read(mlContext, new BinaryReader(stream, HashedPayload.Encoding, leaveOpen: true), Read);
    }

    /// <summary>Adds what other statistics have seen, of other rows of the same table.</summary>
    /// <param name="other">Collected by the same scorer.</param>
    /// <exception cref="ArgumentException">It was collected by another scorer, or a kept row is of a position that is there already: most overlaps show so.</exception>
    public void Merge(FeatureStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Fits(other))
            throw new ArgumentException("These statistics are of another scorer: the numbers of features and of kept rows and the seed must be the same.", nameof(other));
        _sample.Merge(other._sample);
        Flush();
        other.Flush();
        _running?.Merge(other._running!);
        _ofSample = null;
    }

    /// <summary>Statistics of the same rows, which later merges leave as they are.</summary>
    internal FeatureStatistics Copy()
    {
        FeatureStatistics copy = Empty();
        copy.Merge(this);
        return copy;
    }

    internal bool Fits(FeatureStatistics other) => Dimensions == other.Dimensions && _sample.Capacity == other._sample.Capacity
        && _sample.Seed == other._sample.Seed && (_running is null) == (other._running is null);

    /// <summary>Whether a scorer of these settings collected it.</summary>
    internal bool IsOf(int sampleRows, int seed, bool momentsOfSample)
        => _sample.Capacity == sampleRows && _sample.Seed == Seeds.Derive(seed, SeedPurpose.RowSample) && (_running is null) == momentsOfSample;

    /// <param name="row">A row of finite features.</param>
    /// <param name="position">Of the row in the whole table.</param>
    internal void Add(ReadOnlySpan<float> row, long position)
    {
        _sample.Add(row, position);
        _ofSample = null;
        if (_running is null)
            return;
        _buffer ??= new float[Dimensions * Moments.RowsAtATime(Dimensions)];
        row.CopyTo(_buffer.AsSpan(_filled));
        _filled += Dimensions;
        if (_filled == _buffer.Length)
            Flush();
    }

    /// <summary>Statistics of the same kind without rows.</summary>
    internal FeatureStatistics Empty() => new(Dimensions, _running is null ? null : new(Dimensions), new(_sample.Capacity, _sample.Seed));

    internal void Write(BinaryWriter writer)
    {
        Flush();
        writer.Write(Dimensions);
        writer.Write(_running is not null);
        if (_running is not null)
            writer.Write(_running);
        writer.Write(_sample.Capacity);
        writer.Write(_sample.Seed);
        writer.Write(_sample.Count);
        (long Position, float[] Row)[] kept = [.. _sample.Kept()];
        writer.Write(kept.Length);
        foreach ((long position, float[] row) in kept)
        {
            writer.Write(position);
            writer.WriteArray<float>(row);
        }
    }

    internal static FeatureStatistics Read(PayloadReader reader)
    {
        int dimensions = reader.ReadInt32(1, Moments.MaxDimensions);
        Moments? running = reader.ReadBoolean() ? reader.ReadMoments() : null;
        PayloadReader.Check(running is null || running.Dimensions == dimensions, "the moments are of another number of features");
        int capacity = reader.ReadInt32(0, int.MaxValue), seed = reader.ReadInt32();
        long count = reader.ReadInt64(0, MomentsFormat.MostRows), last = -1;
        PayloadReader.Check(running is null || running.Count == count, "the moments are of another number of rows");
        int expected = (int)Math.Min(count, capacity);
        (long, float[])[] kept = reader.ReadItems(0, expected, () =>
        {
            long position = reader.ReadInt64(last + 1, long.MaxValue);
            last = position;
            float[] row = reader.ReadArray<float>(dimensions);
            PayloadReader.Check(Array.TrueForAll(row, float.IsFinite), "a number is not finite");
            return (position, row);
        });
        PayloadReader.Check(kept.Length == expected, "there are not the rows that were kept");
        return new(dimensions, running, RowSample.Restore(capacity, seed, count, kept));
    }

    private void Flush()
    {
        if (_filled > 0)
            _running!.Add(_buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}

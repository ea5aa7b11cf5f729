using Microsoft.ML;
using Ple.MLNet.Interop;
using Ple.MLNet.Scoring;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Fairness;

/// <summary>
/// What fairness scores need of a table: statistics of the features of each class. Of parts of a table they merge to those of the whole.
/// Made by <see cref="ClassImbalanceFairnessTransformer.Collect"/>; not safe for several threads at once.
/// </summary>
public sealed class ClassStatistics
{
    private readonly Dictionary<string, ClassPart> _classes = new(StringComparer.Ordinal);
    private readonly Func<ClassPart> _empty;

    internal ClassStatistics(Func<ClassPart> empty) => _empty = empty;

    /// <summary>Rows of all classes.</summary>
    public long Rows => _classes.Values.Sum(c => c.Features.Rows);

    /// <summary>Rows that the oracle takes for none of its classes; null where no column says so.</summary>
    public long? NeitherClassRows { get; internal set; }

    /// <summary>The classes, in no order.</summary>
    public IReadOnlyCollection<string> Classes => _classes.Keys;

    /// <summary>Rows of a class; 0 of one that is not there.</summary>
    public long RowsOf(string className) => _classes.TryGetValue(className, out ClassPart? part) ? part.Features.Rows : 0;

    /// <summary>Adds what other statistics have seen, of other rows of the same table.</summary>
    /// <param name="other">Collected by the same scorer.</param>
    /// <exception cref="ArgumentException">It was collected by another scorer, or a kept row is of a position that is there already: most overlaps show so.</exception>
    public void Merge(ClassStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((string name, ClassPart part) in other._classes)
            Part(name).Merge(part);
        if (other.NeitherClassRows is { } rows)
            NeitherClassRows = (NeitherClassRows ?? 0) + rows;
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
    public static ClassStatistics Load(MLContext mlContext, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(stream);
        return HashedPayload.Read(mlContext, new BinaryReader(stream, HashedPayload.Encoding, leaveOpen: true), Read);
    }

    internal FeatureStatistics? Features(string className) => _classes.GetValueOrDefault(className)?.Features;

    internal float[][] Sample(string className) => Features(className)?.Sample ?? [];

    internal float[][] Images(string className) => _classes.GetValueOrDefault(className)?.Images?.Rows ?? [];

    /// <summary>All rows of some classes together.</summary>
    internal FeatureStatistics Together(IEnumerable<string> classes)
    {
        FeatureStatistics all = _empty().Features;
        foreach (string name in classes)
        {
            if (_classes.TryGetValue(name, out ClassPart? part))
                all.Merge(part.Features);
        }
        return all;
    }

    /// <summary>The part of a class, made if it is not there.</summary>
    internal ClassPart Part(string className)
    {
        if (!_classes.TryGetValue(className, out ClassPart? part))
            _classes.Add(className, part = _empty());
        return part;
    }

    internal ClassStatistics Empty() => new(_empty);

    internal bool Fits(ClassStatistics other) => _empty().Fits(other._empty());

    internal bool IsOf(ClassImbalanceFairnessOptions options, int seed) => _empty().IsOf(options, seed);

    internal void Write(BinaryWriter writer)
    {
        writer.Write(NeitherClassRows ?? -1);
        writer.Write(_classes.Count);
        foreach ((string name, ClassPart part) in _classes.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            part.Write(writer);
        }
    }

    internal static ClassStatistics Read(PayloadReader reader)
    {
        long neither = reader.ReadInt64(-1, MomentsFormat.MostRows);
        (string Name, ClassPart Part)[] classes = reader.ReadItems(1, int.MaxValue, () => (reader.ReadText(), ClassPart.Read(reader)));
        var statistics = new ClassStatistics(classes[0].Part.Empty) { NeitherClassRows = neither < 0 ? null : neither };
        foreach ((string name, ClassPart part) in classes)
        {
            PayloadReader.Check(part.Fits(classes[0].Part), "the classes have different numbers of features");
            PayloadReader.Check(part.Features.Rows > 0, "a class has no rows");
            PayloadReader.Check(statistics._classes.TryAdd(name, part), "a class is there twice");
        }
        return statistics;
    }
}

using System.IO.Compression;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>The entries of a model file, by name: the transformer itself, and what ML.NET keeps beside it (the training schema, its version).</summary>
internal sealed class ModelEntries
{
    private const string Transformer = "TransformerChain/Model.key";

    private readonly SortedDictionary<string, byte[]> _entries = new(StringComparer.Ordinal);

    /// <summary>The entry with ML.NET's header and, behind it, what the library wrote.</summary>
    public ModelBlock Model
    {
        get => new(_entries[Transformer]);
        set => _entries[Transformer] = value.Bytes;
    }

    public IReadOnlyCollection<string> Names => _entries.Keys;

    public byte[] this[string name]
    {
        get => _entries[name];
        set => _entries[name] = value;
    }

    /// <exception cref="InvalidDataException">No zip file, or without a transformer.</exception>
    public static ModelEntries Read(byte[] file)
    {
        var entries = new ModelEntries();
        using var archive = new ZipArchive(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            entries[entry.FullName.Replace('\\', '/')] = copy.ToArray();
        }
        return entries._entries.ContainsKey(Transformer) ? entries : throw new InvalidDataException("No transformer is in the file.");
    }

    public ModelEntries Copy()
    {
        var copy = new ModelEntries();
        foreach ((string name, byte[] content) in _entries)
            copy[name] = [.. content];
        return copy;
    }

    public byte[] ToFile()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in _entries)
            {
                using Stream target = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                target.Write(content);
            }
        }
        return stream.ToArray();
    }
}

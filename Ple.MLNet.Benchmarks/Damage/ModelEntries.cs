using System.IO.Compression;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>The entries of a model file, by name: the transformer itself, and what ML.NET keeps beside it (the training schema, its version).</summary>
internal sealed class ModelEntries
{
    public const string Transformer = "TransformerChain/Model.key", Schema = "Schema";

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

    public static ModelEntries Read(byte[] file)
    {
        var entries = new ModelEntries();
        using var archive = new ZipArchive(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in archive.Entries)
            entries[Name(entry)] = Content(entry);
        return entries;
    }

    /// <summary>One entry, whatever may be wrong with the others; of several of that name the last, as ML.NET has it.</summary>
    /// <exception cref="InvalidDataException">No zip file, or without this entry.</exception>
    public static byte[] ReadOne(byte[] file, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return Content(archive.Entries.LastOrDefault(e => Name(e) == name) ?? throw new InvalidDataException($"No {name} is in the file."));
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

    private static string Name(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/');

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}

using System.IO.Compression;
using Microsoft.ML;

namespace Ple.MLNet.Tests.Scoring;

/// <summary>Model files in memory.</summary>
internal static class SavedModel
{
    public static byte[] Save(MLContext ml, ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    /// <summary>The contents of a model file, without the times that its parts were written at.</summary>
    public static byte[] Contents(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var contents = new MemoryStream();
        foreach (ZipArchiveEntry entry in archive.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            using Stream part = entry.Open();
            part.CopyTo(contents);
        }
        return contents.ToArray();
    }

    public static ITransformer Load(byte[] file) => new MLContext().Model.Load(new MemoryStream(file), out _);
}

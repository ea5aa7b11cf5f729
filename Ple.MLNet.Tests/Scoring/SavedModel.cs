using System.IO.Compression;
using System.Text;
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

    /// <summary>The file as another version would have written it: its header's versions are behind the signature of the model.</summary>
    public static byte[] WithVersion(byte[] file, string signature, int version)
    {
        using var changed = new MemoryStream();
        changed.Write(file);
        using (var archive = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in archive.Entries.ToArray())
            {
                using Stream content = entry.Open();
                using var copy = new MemoryStream();
                content.CopyTo(copy);
                byte[] bytes = copy.ToArray();
                int at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(signature));
                if (at < 0)
                    continue;
                BitConverter.TryWriteBytes(bytes.AsSpan(at + 8), version);
                BitConverter.TryWriteBytes(bytes.AsSpan(at + 12), version);
                content.Position = 0;
                content.Write(bytes);
            }
        }
        return changed.ToArray();
    }

    public static ITransformer Load(byte[] file) => new MLContext().Model.Load(new MemoryStream(file), out _);
}

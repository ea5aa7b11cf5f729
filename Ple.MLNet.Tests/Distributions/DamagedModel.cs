using System.IO.Compression;
using Microsoft.ML;

namespace Ple.MLNet.Tests.Distributions;

/// <summary>A saved model whose own payload is damaged, word by word.</summary>
internal static class DamagedModel
{
    /// <summary>ML.NET's header comes first in the entry, the payload follows.</summary>
    private const int HeaderBytes = 256;

    /// <summary>Loading is either fine or a FormatException, whatever word is overwritten; nothing else, and no crash.</summary>
    /// <returns>How many variants were refused.</returns>
    public static int CountRefused(MLContext ml, ITransformer model, DataViewSchema schema, int payloadBytes)
    {
        using var stream = new MemoryStream();
        ml.Model.Save(model, schema, stream);
        byte[] whole = stream.ToArray();
        int refused = 0;
        foreach (byte filler in (byte[])[0xFF, 0x7F, 0])
        {
            for (int offset = 0; offset < payloadBytes; offset += 4)
            {
                byte[] damaged = Overwrite(whole, HeaderBytes + offset, filler);
                try
                {
                    new MLContext(1).Model.Load(new MemoryStream(damaged), out _);
                }
                catch (Exception error)
                {
                    // ML.NET wraps what a component throws while it loads.
                    Assert.IsTrue(Chain(error).Any(e => e is FormatException), error.ToString());
                    refused++;
                }
            }
        }
        return refused;
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? current = error; current is not null; current = current.InnerException)
            yield return current;
    }

    private static byte[] Overwrite(byte[] zip, int offset, byte filler)
    {
        using var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = archive.Entries.Single(e => e.FullName.EndsWith("Model.key", StringComparison.Ordinal) && e.Length > HeaderBytes);
            using Stream content = entry.Open();
            content.Position = offset;
            content.Write([filler, filler, filler, filler]);
        }
        return stream.ToArray();
    }
}

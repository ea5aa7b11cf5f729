using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Benchmarks.Damage;

/// <summary>The training schema in a model file, read by ML.NET alone and as <c>Model.Load</c> does before anything of the library runs.</summary>
internal sealed class SchemaEntry(byte[] content) : IMultiStreamSource
{
    public int Count => 1;

    public string? GetPathOrNull(int index) => null;

    public Stream Open(int index) => new MemoryStream(content);

    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    /// <summary>Ends, with or without an error, unless ML.NET never ends.</summary>
    public static void Read(byte[] file)
    {
        try
        {
            new MLContext().Data.LoadFromBinary(new SchemaEntry(ModelEntries.ReadOne(file, ModelEntries.Schema)));
        }
        catch (Exception)
        {
            // Model.Load will say so.
        }
    }
}

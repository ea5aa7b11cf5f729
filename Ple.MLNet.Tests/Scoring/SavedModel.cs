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

    public static ITransformer Load(byte[] file) => new MLContext().Model.Load(new MemoryStream(file), out _);
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples;

/// <summary>A model with a generator's shape, out of ML.NET's own parts, so that it can be saved: row n gives stored image n.</summary>
internal static class StoredRows
{
    public static ITransformer Model(MLContext mlContext, ImageDataSet images)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Entry));
        schema[nameof(Entry.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, images.PixelCount);
        IDataView stored = mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, images.Count).Select(i => new Entry { Number = i, Pixels = images.Row(i) }), schema);
        return mlContext.Transforms.Conversion
            .MapValue("Features", stored, stored.Schema[nameof(Entry.Number)], stored.Schema[nameof(Entry.Pixels)], nameof(GeneratorInput.Row))
            .Fit(GeneratorInput.Rows(mlContext, 1));
    }

    private sealed class Entry
    {
        public float Number { get; set; }

        public float[] Pixels { get; set; } = [];
    }
}

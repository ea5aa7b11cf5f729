using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ple.MLNet.Tests.Images;

/// <summary>Square images with a bar that lies, stands or slopes, and noise; three classes in turn.</summary>
internal static class BarImages
{
    public static IDataView Rows(MLContext mlContext, int count, int seed, int channels = 1, int side = 8, int thickness = 1, Action<int, float[]>? change = null, Func<int, string>? label = null)
    {
        var random = new Random(seed);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Bar));
        schema["Pixels"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, channels, side, side);
        return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(image =>
        {
            float[] pixels = [.. Enumerable.Range(0, channels * side * side).Select(_ => 0.3f * random.NextSingle())];
            int place = random.Next(side / thickness);
            for (int row = 0; row < side; row++)
            {
                for (int column = 0; column < side; column++)
                {
                    if ((image % 3) switch { 0 => row / thickness == place, 1 => column / thickness == place, _ => row / thickness == column / thickness })
                        pixels[(((image % channels * side) + row) * side) + column] = 1;
                }
            }
            change?.Invoke(image, pixels);
            return new Bar { Pixels = pixels, Label = label?.Invoke(image) ?? $"class {image % 3}", Number = image % 3 };
        }).ToArray(), schema);
    }

    private sealed class Bar
    {
        public float[] Pixels { get; set; } = [];

        public string Label { get; set; } = "";

        public float Number { get; set; }
    }
}

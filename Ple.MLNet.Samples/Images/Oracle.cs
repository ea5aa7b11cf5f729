using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Ple.MLNet.Samples.Images;

/// <summary>Says which class an image belongs to and gives the 64 features that real and generated images are compared by.</summary>
internal sealed class Oracle : IDisposable
{
    private const int BatchSize = 500;
    private readonly OracleNetwork _network;
    private readonly byte[] _classes;
    private readonly int _pixelCount;

    /// <param name="network">Trained; owned by the oracle from now on.</param>
    /// <param name="classes">The label of each output of the network.</param>
    /// <param name="test">Images that the network was not trained on.</param>
    public Oracle(OracleNetwork network, byte[] classes, ImageDataSet test)
    {
        (_network, _classes, _pixelCount) = (network, classes, test.PixelCount);
        _network.eval();
        TestAccuracy = MeasureAccuracy(test);
    }

    /// <summary>The share of test images, of all classes, that it names rightly.</summary>
    public double TestAccuracy { get; }

    /// <summary>
    /// Reads "Features" (pixels from 0 to 1) in batches, each time the result is enumerated, and gives <see cref="OracleRow"/>'s columns;
    /// "Label" only where the data has it.
    /// </summary>
    /// <param name="classes">The classes that PredictedLabel chooses from.</param>
    /// <exception cref="UserErrorException">The data has no pixel column of the right size, or a class is unknown.</exception>
    public IDataView Transform(MLContext mlContext, IDataView data, IReadOnlyList<byte> classes)
    {
        int[] allowed = [.. classes.Select(label => Array.IndexOf(_classes, label))];
        if (allowed.Contains(-1))
            throw new UserErrorException($"The oracle knows the classes {string.Join(", ", _classes)} only.");
        var reader = new PixelReader(data, _pixelCount);

        SchemaDefinition schema = SchemaDefinition.Create(typeof(OracleRow));
        schema[nameof(OracleRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, OracleNetwork.FeatureCount);
        if (!reader.HasLabels)
            schema.Remove(schema[nameof(OracleRow.Label)]);
        return mlContext.Data.LoadFromEnumerable(reader.ReadBatches(BatchSize).SelectMany(batch => Describe(batch, allowed)), schema);
    }

    public void Dispose() => _network.Dispose();

    private OracleRow[] Describe(PixelBatch batch, int[] allowed)
    {
        (float[] features, float[] logits) = Run(batch.Pixels, batch.Count);
        return [.. Enumerable.Range(0, batch.Count).Select(row => Describe(batch, row, features, logits.AsSpan(row * _classes.Length, _classes.Length), allowed))];
    }

    private OracleRow Describe(PixelBatch batch, int row, float[] features, ReadOnlySpan<float> logits, int[] allowed)
    {
        int best = allowed[0];
        foreach (int candidate in allowed)
            best = logits[candidate] > logits[best] ? candidate : best;
        return new()
        {
            Features = features.AsSpan(row * OracleNetwork.FeatureCount, OracleNetwork.FeatureCount).ToArray(),
            PredictedLabel = ClassName.Of(_classes[best]),
            UnrestrictedLabel = ClassName.Of(_classes[IndexOfMax(logits)]),
            Label = batch.Labels?[row] ?? "",
        };
    }

    private (float[] Features, float[] Logits) Run(float[] pixels, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long size = (long)Math.Sqrt(_pixelCount);
        Tensor features = _network.Features(tensor(pixels, [count, 1, size, size]));
        return (features.data<float>().ToArray(), _network.Classify(features).data<float>().ToArray());
    }

    private double MeasureAccuracy(ImageDataSet test)
    {
        int right = 0;
        foreach (int[] chunk in Enumerable.Range(0, test.Count).Chunk(BatchSize))
        {
            (_, float[] logits) = Run([.. chunk.SelectMany(test.Row)], chunk.Length);
            for (int i = 0; i < chunk.Length; i++)
                right += _classes[IndexOfMax(logits.AsSpan(i * _classes.Length, _classes.Length))] == test.Labels[chunk[i]] ? 1 : 0;
        }
        return (double)right / test.Count;
    }

    private static int IndexOfMax(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(values);
}

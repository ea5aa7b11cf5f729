using System.Numerics.Tensors;
using Microsoft.ML;

namespace Ple.MLNet.Images;

/// <summary>What the network says of the image that a cursor stands on, found once for each row.</summary>
internal sealed class ClassifiedImage(ImageClassifierTransformer classifier, DataViewRow row, PixelRow pixels, int size)
{
    private readonly float[] _pixels = new float[size];
    private long _position = -1;
    private (float[] Features, float[] Scores) _result;

    public float[] Features => Current().Features;

    public float[] Scores => Current().Scores;

    /// <summary>The index of the likeliest class.</summary>
    public int Likeliest() => TensorPrimitives.IndexOfMax<float>(Scores);

    /// <summary>The index of the likeliest of some classes; of all where none are given.</summary>
    public int LikeliestAmong(IReadOnlyList<int> classes) => classes.Count == 0 ? Likeliest() : classes.MaxBy(index => Scores[index]);

    private (float[] Features, float[] Scores) Current()
    {
        if (row.Position != _position)
        {
            pixels.Read(_pixels);
            _result = classifier.Run(_pixels);
            _position = row.Position;
        }
        return _result;
    }
}

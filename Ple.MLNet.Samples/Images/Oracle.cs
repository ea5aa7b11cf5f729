using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;

namespace Ple.MLNet.Samples.Images;

/// <summary>
/// Says which class of a task an image belongs to, and gives the features that real and generated images are compared by: the library's
/// classifier of images, trained on all classes.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private readonly ImageClassifierTransformer _classifier;
    private readonly Dictionary<string, ImageClassifierTransformer> _among = [];

    /// <param name="mlContext">Scores the test images.</param>
    /// <param name="classifier">Owned from now on.</param>
    /// <param name="test">Of all classes.</param>
    public Oracle(MLContext mlContext, ImageClassifierTransformer classifier, ImageDataSet test)
    {
        _classifier = classifier;
        try
        {
            TestAccuracy = classifier.Transform(test.ToDataView(mlContext)).GetColumn<string>(OracleColumns.PredictedLabel)
                .Zip(test.Labels.ToArray(), (predicted, label) => predicted == ClassName.Of(label) ? 1.0 : 0.0).Average();
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>The share of test images, of all classes, that it names rightly.</summary>
    public double TestAccuracy { get; }

    /// <summary>Same options and thread count: same weights.</summary>
    public static Oracle Train(MLContext mlContext, ImageFolder images, OracleOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
        => new(mlContext, TrainClassifier(mlContext, images.Training, options, progress, cancellation), images.Test);

    /// <summary>What an oracle is made of.</summary>
    public static ImageClassifierTransformer TrainClassifier(MLContext mlContext, ImageDataSet images, OracleOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        int[] order = [.. Enumerable.Range(0, images.Count)];
        new Random(options.Seed).Shuffle(order);
        return mlContext.Ple.ImageClassifier(new()
        {
            FeatureColumnName = PixelColumn.Name, Width = images.Width, Height = images.Height, Network = options.Network,
            Epochs = options.Epochs, BatchSize = options.BatchSize, Seed = options.Seed, Threads = null, Progress = progress, CancellationToken = cancellation,
        }).Fit(images.Select([.. order.Take(options.TrainingImages)]).ToDataView(mlContext));
    }

    /// <summary>Reads <see cref="PixelColumn"/> and puts the features in its place; adds <see cref="OracleColumns"/>.</summary>
    /// <param name="data">Images.</param>
    /// <param name="classes">The classes that PredictedLabel chooses from.</param>
    /// <exception cref="UserErrorException">The data has no pixel column, or a class is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The images are of another size.</exception>
    public IDataView Transform(IDataView data, params string[] classes) => For(data, classes).Transform(data);

    /// <summary>The same as a transformer, which is the oracle's own.</summary>
    /// <param name="data">Of the schema that it is to read; no row is read now.</param>
    /// <param name="classes">The classes that PredictedLabel chooses from.</param>
    /// <exception cref="UserErrorException">The data has no pixel column, or a class is unknown.</exception>
    public ITransformer For(IDataView data, params string[] classes)
    {
        PixelColumn.Size(data.Schema);
        string chosen = string.Join(' ', classes);
        if (_among.TryGetValue(chosen, out ImageClassifierTransformer? known))
            return known;
        if (classes.Except(_classifier.Classes).Any())
            throw new UserErrorException($"The oracle knows the classes {string.Join(", ", _classifier.Classes)} only.");
        return _among[chosen] = _classifier.Among(classes);
    }

    public void Dispose()
    {
        foreach (ImageClassifierTransformer restricted in _among.Values)
            restricted.Dispose();
        _classifier.Dispose();
    }
}

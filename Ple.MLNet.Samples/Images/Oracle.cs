using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;

namespace Ple.MLNet.Samples.Images;

/// <summary>
/// Says which class of a task an image belongs to, and gives the 64 features that real and generated images are compared by: the library's
/// classifier of images, trained on all classes.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private readonly MLContext _mlContext;
    private readonly ImageClassifierTransformer _classifier;

    private Oracle(MLContext mlContext, ImageClassifierTransformer classifier, ImageDataSet test)
    {
        (_mlContext, _classifier) = (mlContext, classifier);
        TestAccuracy = Transform(test.ToDataView(mlContext), _classifier.Classes).GetColumn<string>(nameof(OracleLabels.PredictedLabel))
            .Zip(test.Labels.ToArray(), (predicted, label) => predicted == ClassName.Of(label) ? 1.0 : 0.0).Average();
    }

    /// <summary>The share of test images, of all classes, that it names rightly.</summary>
    public double TestAccuracy { get; }

    /// <summary>Same options and thread count: same weights.</summary>
    public static Oracle Train(MLContext mlContext, ImageFolder images, OracleOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        int[] order = [.. Enumerable.Range(0, images.Training.Count)];
        new Random(options.Seed).Shuffle(order);
        IDataView training = images.Training.Select([.. order.Take(options.TrainingImages)]).ToDataView(mlContext);
        ImageClassifierTransformer classifier = mlContext.Ple.ImageClassifier(new()
        {
            FeatureColumnName = PixelColumn.Name, Width = images.Training.Width, Height = images.Training.Height, Epochs = options.Epochs,
            BatchSize = options.BatchSize, Seed = options.Seed, Threads = null, Progress = progress, CancellationToken = cancellation,
        }).Fit(training);
        try
        {
            return new(mlContext, classifier, images.Test);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>Reads <see cref="PixelColumn"/> and puts the features in its place; adds <see cref="OracleLabels"/>.</summary>
    /// <param name="classes">The classes that PredictedLabel chooses from.</param>
    /// <exception cref="UserErrorException">The data has no pixel column, or a class is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The images are of another size.</exception>
    public IDataView Transform(IDataView data, IReadOnlyList<string> classes) => For(data, classes).Transform(data);

    /// <summary>The same as a transformer.</summary>
    /// <param name="data">Of the schema that it is to read; no row is read now.</param>
    /// <param name="classes">The classes that PredictedLabel chooses from.</param>
    /// <exception cref="UserErrorException">The data has no pixel column, or a class is unknown.</exception>
    public ITransformer For(IDataView data, IReadOnlyList<string> classes)
    {
        PixelColumn.Size(data.Schema);
        string[] known = [.. _classifier.Classes];
        int[] allowed = [.. classes.Select(name => Array.IndexOf(known, name))];
        if (allowed.Contains(-1))
            throw new UserErrorException($"The oracle knows the classes {string.Join(", ", known)} only.");
        return new TransformerChain<ITransformer>(_classifier, _mlContext.Transforms.CustomMapping<OracleScore, OracleLabels>((input, output) =>
        {
            ReadOnlySpan<float> scores = input.Score.GetValues();
            int best = allowed[0];
            foreach (int candidate in allowed)
                best = scores[candidate] > scores[best] ? candidate : best;
            (output.PredictedLabel, output.UnrestrictedLabel) = (known[best], known[TensorPrimitives.IndexOfMax(scores)]);
        }, contractName: null).Fit(_classifier.Transform(data)));
    }

    public void Dispose() => _classifier.Dispose();
}

using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Fairness;
using Ple.MLNet.Images;
using Ple.MLNet.Scoring;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Training;

namespace Ple.MLNet;

/// <summary>Adds <c>mlContext.Ple</c>, the front door to everything in this library.</summary>
public static class PleMLContextExtensions
{
    extension(MLContext mlContext)
    {
        /// <summary>Generative models, fairness scoring and self-consuming loops by penalized autophagy estimation (PLE).</summary>
        public PleCatalog Ple => new(mlContext);
    }

    /// <summary>The same as <c>mlContext.Ple</c>, for languages without extension properties (F#, Visual Basic).</summary>
    public static PleCatalog PleCatalog(this MLContext mlContext) => new(mlContext);
}

/// <summary>The components of Ple.MLNet; reached as <c>mlContext.Ple</c>.</summary>
/// <remarks>The overloads with options take precedence, so that <c>new() { ... }</c> means the options and not a column's name.</remarks>
public sealed partial class PleCatalog
{
    private readonly MLContext _mlContext;

    internal PleCatalog(MLContext mlContext) => _mlContext = mlContext;

    internal IHostEnvironment Environment => _mlContext;

    /// <summary>A trainer of generators of whole tables: numbers, Booleans, text, keys and vectors of Single.</summary>
    public PleGenerativeTrainer GenerativeTrainer() => GenerativeTrainer(new GenerativeTrainerOptions());

    /// <summary>A trainer of generators of one column.</summary>
    /// <param name="featureColumnName">A known-size vector of Single, such as pixels or an embedding.</param>
    public PleGenerativeTrainer GenerativeTrainer(string featureColumnName)
        => GenerativeTrainer(new GenerativeTrainerOptions { FeatureColumnName = featureColumnName });

    /// <summary>A trainer of generators.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    [OverloadResolutionPriority(1)]
    public PleGenerativeTrainer GenerativeTrainer(GenerativeTrainerOptions options) => new(Environment, options);

    /// <summary>Scores generated rows by their Frechet distance (FID) and kernel distance (KID) from real rows.</summary>
    /// <param name="featureColumnName">Column of features, a known-size vector of Single.</param>
    public FidScorer FidScorer(string featureColumnName = "Features") => FidScorer(new FidScorerOptions { FeatureColumnName = featureColumnName });

    /// <summary>Scores generated rows by their Frechet distance (FID) and kernel distance (KID) from real rows.</summary>
    /// <param name="options">Columns and sampling.</param>
    [OverloadResolutionPriority(1)]
    public FidScorer FidScorer(FidScorerOptions options) => new(Environment, options);

    /// <summary>Compares how a generator treats the classes of imbalanced data: FID and frequency of each class, the fairness ratio.</summary>
    /// <param name="featureColumnName">Column of features, a known-size vector of Single.</param>
    /// <param name="labelColumnName">Column of the real table that holds the class. The generated table holds the oracle's
    /// "PredictedLabel".</param>
    public ClassImbalanceFairnessEstimator ClassImbalanceFairness(string featureColumnName = "Features", string labelColumnName = "Label")
        => ClassImbalanceFairness(new ClassImbalanceFairnessOptions { FeatureColumnName = featureColumnName, LabelColumnName = labelColumnName });

    /// <summary>Compares how a generator treats the classes of imbalanced data: FID and frequency of each class, the fairness ratio.</summary>
    /// <param name="options">Columns, classes, sampling and the bootstrap.</param>
    [OverloadResolutionPriority(1)]
    public ClassImbalanceFairnessEstimator ClassImbalanceFairness(ClassImbalanceFairnessOptions options) => new(Environment, options);

    /// <summary>Compares a synthetic table with the real one that it was learnt from.</summary>
    /// <param name="real">The training rows.</param>
    /// <param name="synthetic">Must hold the columns of <paramref name="real"/>, of the same types.</param>
    /// <param name="heldOut">Real rows that the generator was not trained on: makes every comparison stricter and fairer, and attacks on the training data possible. Default: none.</param>
    /// <param name="labelColumnName">The column whose classes are counted, and learnt by classifiers. Default: none.</param>
    public TableQualityReport TableQuality(IDataView real, IDataView synthetic, IDataView? heldOut = null, string? labelColumnName = null)
        => TableQuality(real, synthetic, new TableQualityOptions { HeldOut = heldOut, LabelColumnName = labelColumnName });

    /// <summary>Compares a synthetic table with the real one that it was learnt from.</summary>
    /// <param name="real">The training rows.</param>
    /// <param name="synthetic">Must hold the columns of <paramref name="real"/>, of the same types.</param>
    /// <param name="options">What to compare, and with what.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, a column is not there or of another type, or a table has no rows or no column to compare.</exception>
    /// <exception cref="InvalidOperationException">A table changed its number of rows between passes, a number is infinite, or the label has too many values.</exception>
    [OverloadResolutionPriority(1)]
    public TableQualityReport TableQuality(IDataView real, IDataView synthetic, TableQualityOptions options)
        => TableQualityScorer.Score(Environment.Register(nameof(TableQuality)), real, synthetic, options);

    /// <summary>Trains a model on its own output, generation after generation, each on rows of the one before alone.</summary>
    /// <param name="estimator">Any whose transformer is an <see cref="Generation.IRowGenerator"/>: generators, distributions and mixtures of this library, and one's own.</param>
    /// <param name="generations">After generation 0, which is fitted to the real rows.</param>
    public SelfConsumingLoopEstimator<TTransformer> SelfConsumingLoop<TTransformer>(IEstimator<TTransformer> estimator, int generations = 4)
        where TTransformer : class, ITransformer
        => SelfConsumingLoop(estimator, new SelfConsumingLoopOptions { Generations = generations });

    /// <summary>Trains a model on its own output, generation after generation.</summary>
    /// <param name="estimator">Any whose transformer is an <see cref="Generation.IRowGenerator"/>: generators, distributions and mixtures of this library, and one's own.</param>
    /// <param name="options">What a generation is fitted to, what is measured, where generations are kept.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    [OverloadResolutionPriority(1)]
    public SelfConsumingLoopEstimator<TTransformer> SelfConsumingLoop<TTransformer>(IEstimator<TTransformer> estimator, SelfConsumingLoopOptions options)
        where TTransformer : class, ITransformer
    {
        Environment.CheckValue(estimator, nameof(estimator));
        return SelfConsumingLoop<TTransformer>((_, _) => estimator, options);
    }

    /// <summary>Trains a model on its own output, by an estimator for each generation: a warm start (<see cref="Training.GenerativeTrainerOptions.StartFrom"/>), fine-tuning, or another
    /// method later on.</summary>
    /// <param name="estimatorOf">By the generation's number and the transformer of the generation before, null for generation 0; that is disposed of when the new one is fitted.</param>
    /// <param name="options">What a generation is fitted to, what is measured, where generations are kept.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SelfConsumingLoopEstimator<TTransformer> SelfConsumingLoop<TTransformer>(Func<int, TTransformer?, IEstimator<TTransformer>> estimatorOf, SelfConsumingLoopOptions options)
        where TTransformer : class, ITransformer
        => new(_mlContext, estimatorOf, options);

    /// <summary>Estimates the distribution of a numeric column by data-driven PLE.</summary>
    /// <param name="columnName">A scalar column of Single or Double.</param>
    /// <param name="family">The family, such as <see cref="DistributionFamilies.Gaussian"/>.</param>
    public DistributionEstimator Distribution(string columnName, DistributionFamily family) =>
        Distribution(new() { ColumnName = columnName, Family = family });

    /// <summary>Estimates the distribution of a numeric column.</summary>
    public DistributionEstimator Distribution(DistributionOptions options) => new(Environment, options);

    /// <summary>Fits a Gaussian mixture to a vector column.</summary>
    /// <param name="columnName">A known-size vector column of Single.</param>
    /// <param name="components">Number of Gaussians, 1 or more.</param>
    /// <param name="method">Expectation maximisation, gradient descent, or PLE by hypernetwork.</param>
    public GaussianMixtureEstimator GaussianMixture(
        string columnName, int components, GaussianMixtureMethod method = GaussianMixtureMethod.ExpectationMaximization) =>
        GaussianMixture(new() { ColumnName = columnName, Method = method, Em = new() { Components = components }, Gradient = new() { Components = components } });

    /// <summary>Fits a Gaussian mixture to a vector column.</summary>
    public GaussianMixtureEstimator GaussianMixture(GaussianMixtureOptions options) => new(Environment, options);

    /// <summary>Reads image files into a vector column "Pixels", Channels x Height x Width, from 0 to 1. The paths are in the text column "ImagePath".</summary>
    /// <param name="width">Of the images that come out, 1 to 4096 pixels.</param>
    /// <param name="height">Of the images that come out, 1 to 4096 pixels.</param>
    /// <param name="channels">3 for red, green and blue, or 1 for grey.</param>
    public IEstimator<ITransformer> ImagePixels(int width, int height, int channels = 3)
        => ImagePixels(new ImagePixelsOptions { Width = width, Height = height, Channels = channels });

    /// <summary>Reads image files into a vector column of pixels, Channels x Height x Width, from 0 to 1.</summary>
    public IEstimator<ITransformer> ImagePixels(ImagePixelsOptions options) => Images.ImagePixels.Chain(_mlContext, options);

    /// <summary>Makes a column of images, "Image", of a column of pixels whose type has the dimensions Channels x Height x Width.</summary>
    /// <param name="pixelColumnName">A known-size vector of Single, from 0 (black) to 1.</param>
    public ImageOutputEstimator ImageOutput(string pixelColumnName = "Pixels") => ImageOutput(new ImageOutputOptions { PixelColumnName = pixelColumnName });

    /// <summary>Makes a column of images of a column of pixels.</summary>
    [OverloadResolutionPriority(1)]
    public ImageOutputEstimator ImageOutput(ImageOutputOptions options) => new(_mlContext, options);

    /// <summary>Writes the images of a column as image-000001.png and so on; existing files of these names are replaced.</summary>
    /// <param name="data">Rows with the column of images; read once, row by row.</param>
    /// <param name="folder">Made if absent.</param>
    /// <param name="imageColumnName">The column of images (MLImage).</param>
    /// <returns>Paths of the files, in row order.</returns>
    public IReadOnlyList<string> SaveImages(IDataView data, string folder, string imageColumnName = "Image")
        => SaveImages(data, folder, new SaveImagesOptions { ImageColumnName = imageColumnName });

    /// <summary>Writes the images of a column as PNG files; existing files of these names are replaced.</summary>
    /// <param name="data">Rows with the column of images; read once, row by row.</param>
    /// <param name="folder">Made if absent.</param>
    /// <param name="options">Names of column and files, progress, cancellation.</param>
    /// <returns>Paths of the files, in row order.</returns>
    [OverloadResolutionPriority(1)]
    public IReadOnlyList<string> SaveImages(IDataView data, string folder, SaveImagesOptions options)
        => ImageFiles.Save(Environment.Register(nameof(SaveImages)), data, folder, options);

    /// <summary>A trainer of classifiers of images: a small convolutional network that gives the class, probabilities and 64 features. The other overload takes ResNet-18 too.</summary>
    /// <param name="featureColumnName">Pixels: a vector of Single whose type has the dimensions Channels x Height x Width.</param>
    /// <param name="labelColumnName">The class: text, key, Boolean or number.</param>
    public ImageClassifierTrainer ImageClassifier(string featureColumnName = "Pixels", string labelColumnName = "Label")
        => ImageClassifier(new ImageClassifierOptions { FeatureColumnName = featureColumnName, LabelColumnName = labelColumnName });

    /// <summary>A trainer of classifiers of images.</summary>
    [OverloadResolutionPriority(1)]
    public ImageClassifierTrainer ImageClassifier(ImageClassifierOptions options) => new(Environment, options);

    /// <summary>Features of images by a network in the ONNX format, which becomes part of the saved model. The application brings the package <c>Microsoft.ML.OnnxRuntime</c>.</summary>
    /// <param name="networkPath">Path of a network with one input of images and one output.</param>
    /// <param name="pixelColumnName">Pixels: a vector of Single whose type has the dimensions Channels x Height x Width.</param>
    public OnnxFeaturesEstimator OnnxFeatures(string networkPath, string pixelColumnName = "Pixels")
        => OnnxFeatures(new OnnxFeaturesOptions { NetworkPath = networkPath, PixelColumnName = pixelColumnName });

    /// <summary>Features of images by a network in the ONNX format.</summary>
    [OverloadResolutionPriority(1)]
    public OnnxFeaturesEstimator OnnxFeatures(OnnxFeaturesOptions options) => new(Environment, options);
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static TorchSharp.torch;

namespace Ple.MLNet.Images;

/// <summary>
/// Trains a convolutional network, small by default, that says which class an image is of. Its features serve to compare real and generated images
/// (<c>FidScorer</c>, <c>ClassImbalanceFairness</c>). Made by <c>mlContext.Ple.ImageClassifier()</c>. Holds options, and no data.
/// </summary>
public sealed class ImageClassifierTrainer : IEstimator<ImageClassifierTransformer>
{
    private readonly IHost _host;
    private readonly ImageClassifierOptions _options;
    private readonly int _seed;

    internal ImageClassifierTrainer(IHostEnvironment environment, ImageClassifierOptions options)
    {
        _host = environment.Register(nameof(ImageClassifierTrainer));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        (_options, _seed) = (options, options.Seed ?? _host.Rand.Next());
    }

    /// <summary>Trains a classifier. The images are kept in memory while it runs; they are read once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or the images' shape is not known or none that the network takes.</exception>
    /// <exception cref="InvalidOperationException">No rows, a pixel that is not finite, a missing class, one class only or more than 1000.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the options' token.</exception>
    public ImageClassifierTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        ImageShape shape = ImageColumn.Shape(_host, input.Schema, _options.FeatureColumnName, _options.Height, _options.Width);
        if (!ImageNetwork.Takes(_options.Network, shape))
            throw _host.ExceptUserArg(nameof(_options.Network), $"{_options.Network} takes images of {ResNet18.LeastSide} x {ResNet18.LeastSide} to {ResNet18.MostSide} x {ResNet18.MostSide} pixels; those " +
                $"of column '{_options.FeatureColumnName}' are of {shape.Height} x {shape.Width}. Resize them, or take {nameof(ImageClassifierNetwork.Small)}.");
        LabelledImages images = LabelledImages.Read(_host, input, _options.FeatureColumnName, _options.LabelColumnName, shape.Size);
        TorchBackend.EnsureLoaded();
        using Generator start = Reproducible.Generator(Seeds.Derive(_seed, SeedPurpose.ClassifierWeights));
        ImageNetwork network = ImageNetwork.Create(_options.Network, shape, images.Classes.Values.Count, start);
        try
        {
            new ImageClassifierTraining(_host, _options, Seeds.Derive(_seed, SeedPurpose.ClassifierOrder)).Run(network, images);
            return new(_host, new(_options.FeatureColumnName, shape, images.Classes, _options.Network), new(network));
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.FeatureColumnName);
        if (!inputSchema.TryFindColumn(_options.LabelColumnName, out SchemaShape.Column label))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "label", _options.LabelColumnName);
        SchemaShape.Column[] added =
        [
            new(ImageClassifierTransformer.PredictedLabelName, SchemaShape.Column.VectorKind.Scalar, label.ItemType, label.IsKey, label.Annotations),
            new(ImageClassifierTransformer.ScoreName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false),
            new(ImageClassifierTransformer.FeaturesName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false),
        ];
        return new([.. inputSchema.Where(c => added.All(a => a.Name != c.Name)), .. added]);
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;

namespace Ple.MLNet.Images;

/// <summary>
/// Adds the features that a network in the ONNX format gives an image, such as those of a network trained on other images, by which <c>FidScorer</c> and <c>ClassImbalanceFairness</c> compare
/// real and generated ones. Made by <c>mlContext.Ple.OnnxFeatures()</c>. The application brings the native ONNX Runtime: the package <c>Microsoft.ML.OnnxRuntime</c>.
/// </summary>
public sealed class OnnxFeaturesEstimator : IEstimator<OnnxFeaturesTransformer>
{
    private readonly IHost _host;
    private readonly OnnxFeaturesOptions _options;

    internal OnnxFeaturesEstimator(IHostEnvironment environment, OnnxFeaturesOptions options)
    {
        _host = environment.Register(nameof(OnnxFeaturesEstimator));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        _options = options;
    }

    /// <summary>Reads the network and the shape of the images; no row is read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column of pixels is missing or of another type, or the images' shape is not known.</exception>
    /// <exception cref="ArgumentException">The file holds no network of images, or one for others than these.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The application lacks the native ONNX Runtime.</exception>
    public OnnxFeaturesTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        ImageShape images = ImageColumn.Shape(_host, input.Schema, _options.PixelColumnName, _options.Height, _options.Width);
        OnnxNetwork? network = null;
        try
        {
            network = OnnxNetwork.Load(File.ReadAllBytes(_options.NetworkPath), _options.NetworkOutputName, _options.Threads);
            ImagePreparation preparation = Preparation(images, network.InputDimensions);
            int count = network.Run(preparation.ForOneThread()(new float[images.Size]), preparation.To).Length;
            return new(_host, _options.PixelColumnName, _options.OutputColumnName, preparation, network, count);
        }
        catch (Exception e)
        {
            network?.Dispose();
            if (e is InvalidDataException or Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
                throw _host.ExceptUserArg(nameof(_options.NetworkPath), $"The network in '{_options.NetworkPath}' {(e is InvalidDataException ? e.Message : "fails on an image: " + e.Message)}");
            throw;
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.PixelColumnName);
        var features = new SchemaShape.Column(_options.OutputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);
        return new(inputSchema.Where(c => c.Name != _options.OutputColumnName).Append(features));
    }

    private ImagePreparation Preparation(ImageShape images, IReadOnlyList<int> dimensions)
    {
        int channels = dimensions[1] > 0 ? dimensions[1] : images.Channels;
        if (channels < images.Channels)
            throw new InvalidDataException($"takes images of one channel; those of column '{_options.PixelColumnName}' have {images.Channels}.");
        int height = Side(dimensions[2], _options.NetworkHeight, images.Height, nameof(_options.NetworkHeight)), width = Side(dimensions[3], _options.NetworkWidth, images.Width, nameof(_options.NetworkWidth));
        return new(images, new(channels, height, width), _options.Rounding, OfChannels(_options.Means, channels, nameof(_options.Means)), OfChannels(_options.Deviations, channels, nameof(_options.Deviations)));
    }

    private int Side(int asked, int? given, int own, string option)
    {
        if (asked > 0 && given is { } other && other != asked)
            throw _host.ExceptUserArg(option, $"The network in '{_options.NetworkPath}' takes {asked} pixels, not {other}: leave {option} out.");
        int side = asked > 0 ? asked : given ?? own;
        ImagePreparation.CheckNetworkSide(side, option);
        return side;
    }

    private float[] OfChannels(IReadOnlyList<float> numbers, int channels, string option)
    {
        if (numbers.Count != 1 && numbers.Count != channels)
            throw _host.ExceptUserArg(option, $"{numbers.Count} numbers are given; the network in '{_options.NetworkPath}' takes {channels} channel(s).");
        return [.. Enumerable.Range(0, channels).Select(channel => numbers[numbers.Count == 1 ? 0 : channel])];
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Ple.MLNet.Images;

/// <summary>
/// Adds a column of images (MLImage) made of a column of pixels. Behind a generator in a chain it makes of the generator one saved model whose
/// Transform gives images. Made by <c>mlContext.Ple.ImageOutput()</c>; what it fits is ML.NET's own transformers.
/// </summary>
public sealed class ImageOutputEstimator : IEstimator<ITransformer>
{
    private readonly MLContext _mlContext;
    private readonly IHost _host;
    private readonly ImageOutputOptions _options;

    internal ImageOutputEstimator(MLContext mlContext, ImageOutputOptions options)
    {
        _mlContext = mlContext;
        _host = ((IHostEnvironment)mlContext).Register(nameof(ImageOutputEstimator));
        _host.CheckValue(options, nameof(options));
        options.Validate();
        _options = options;
    }

    /// <summary>Reads the shape of the images off the schema; no row is read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column of pixels is missing, no known-size vector of Single, or its type does not say how it
    /// is an image and the options do not either.</exception>
    public ITransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        ImageShape shape = ImageColumn.Shape(_host, input.Schema, _options.PixelColumnName, _options.Height, _options.Width);
        return Chain(shape).Fit(input);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        VectorColumn.Check(_host, inputSchema, _options.PixelColumnName);
        var image = new SchemaShape.Column(_options.OutputColumnName, SchemaShape.Column.VectorKind.Scalar, new ImageDataViewType(), isKey: false);
        return new(inputSchema.Where(c => c.Name != _options.OutputColumnName).Append(image));
    }

    /// <summary>ML.NET's converter cuts fractions off and lets 256 become 0, so that values are rounded and cut first. It makes an image of three or four
    /// channels, of which those that are not there are black: a grey channel is given thrice.</summary>
    private EstimatorChain<VectorToImageConvertingTransformer> Chain(ImageShape shape)
    {
        string name = _options.OutputColumnName;
        TransformsCatalog transforms = _mlContext.Transforms;
        IEstimator<ITransformer> bytes = transforms.Expression(name, "x => floor(min(max(x, 0f), 1f) * 255f + 0.5f)", _options.PixelColumnName);
        if (shape.Channels == 1)
            bytes = bytes.Append(transforms.Concatenate(name, name, name, name));
        return bytes.Append(transforms.ConvertToImage(shape.Height, shape.Width, name, name, ColorBits.Rgb, interleavedColors: false));
    }
}

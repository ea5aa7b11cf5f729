namespace Ple.MLNet.Models;

/// <summary>Shape of a variational autoencoder for images: convolutions in the encoder, transposed ones in the decoder.</summary>
public sealed class ConvVaeOptions : GenerativeModelOptions
{
    private const int MostFilters = 4096;

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type (channels x height x width, as
    /// <c>ImagePixels</c> makes it, or height x width); set both or neither.</summary>
    public int? Width { get; init; }

    /// <summary>Of the images, 1 to 4096 pixels. Null, the default, reads it off the dimensions of the vector column's type; set both or neither.</summary>
    public int? Height { get; init; }

    /// <summary>Filters of each convolution, 1 to 8 of them; each halves width and height, rounded up. The decoder has them in reverse. Default 16, 32.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [16, 32];

    /// <summary>Width of the fully connected layer between convolutions and latent numbers, in encoder and decoder. Default 128.</summary>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Latent numbers of a row, 1 to 65,536. Default 8.</summary>
    public int LatentSize { get; init; } = 8;

    /// <summary>Batch norm after every hidden layer. Default true.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>0.005 with batch norm, else 0.001.</summary>
    protected internal override double DefaultLearningRate => BatchNorm ? 0.005 : 0.001;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows are no images of 1 or 3 channels, or of another size.</exception>
    public override GenerativeModel Create(RowLayout layout, long seed)
    {
        ImageShape shape = Shape(layout);
        return new VariationalAutoencoder(layout, LatentSize, seed,
            (outputs, generator) => new ConvolutionalEncoder(shape, layout.ConditionSize, this, outputs, generator),
            (_, generator) => new ConvolutionalDecoder(shape, LatentSize + layout.ConditionSize, this, generator));
    }

    /// <inheritdoc/>
    protected internal override long FewestWeights(RowLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return ImageShape.Of(layout.Dimensions, Height, Width) is { } shape ? 2L * Sizes(shape)[^1].Size * HiddenSize : 0;
    }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        ImageShape.CheckSides(Width, Height, nameof(Width));
        ArgumentNullException.ThrowIfNull(Filters);
        if (Filters.Count is 0 or > 8)
            throw new ArgumentOutOfRangeException(nameof(Filters), "An autoencoder of images has 1 to 8 convolutions.");
        foreach (int filters in Filters)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1, nameof(Filters));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(filters, MostFilters, nameof(Filters));
        }
        VaeOptions.CheckUnits(HiddenSize);
        VaeOptions.CheckUnits(LatentSize);
    }

    /// <summary>The images, and what each convolution makes of them.</summary>
    internal IReadOnlyList<ImageShape> Sizes(ImageShape shape)
    {
        List<ImageShape> sizes = [shape];
        foreach (int filters in Filters)
            sizes.Add(new(filters, (sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        return sizes;
    }

    private ImageShape Shape(RowLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return ImageShape.Of(layout.Dimensions, Height, Width) ?? throw new ArgumentException(
            $"An autoencoder of images takes a vector column whose type says how it is an image (channels x height x width or height x width, 1 or 3 channels), or {nameof(Width)} and " +
            $"{nameof(Height)} in its options; the rows are of {string.Join(" x ", layout.Dimensions)} values" + (Width is null ? "." : $", the options say {Height} x {Width}."), nameof(layout));
    }
}

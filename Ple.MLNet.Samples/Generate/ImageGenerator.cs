using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Generate;

/// <summary>A generator of images, loaded from a file.</summary>
internal sealed class ImageGenerator
{
    public const string SheetName = "sheet.png";
    private const int SheetColumns = 16;
    private const int SheetImages = SheetColumns * 15;
    private readonly MLContext _mlContext;
    private readonly ITransformer _model;

    /// <exception cref="UserErrorException">No such file, no saved model, or a model that does not make images.</exception>
    public ImageGenerator(MLContext mlContext, string path)
    {
        _mlContext = mlContext;
        _model = Load(mlContext, path);
        ImmutableArray<int> dimensions = Dimensions(path);
        int size = dimensions.Aggregate(1, (product, side) => product * side), side = (int)Math.Sqrt(size);
        (Height, Width) = dimensions is [1 or 3, _, _] ? (dimensions[1], dimensions[2])
            : side * side == size ? (side, side)
            : throw new UserErrorException($"The model in '{path}' makes rows of {string.Join(" x ", dimensions)} values, which are no image: neither 1 or 3 x height x width nor a square number.");
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Writes the images one by one, and a sheet of the first 240.</summary>
    /// <returns>How many images were written.</returns>
    public int Write(string folder, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        IDataView pixels = Rows(count);
        IDataView images = _mlContext.Ple.ImageOutput(new() { PixelColumnName = PixelColumn.Name, Width = Width, Height = Height }).Fit(pixels).Transform(pixels);
        int written = _mlContext.Ple.SaveImages(images, folder, new() { Progress = new Share(progress, count), CancellationToken = cancellation }).Count;
        float[][] onSheet = [.. pixels.GetColumn<float[]>(PixelColumn.Name).Take(SheetImages)];
        ImageSheet.WriteSheet(Path.Combine(folder, SheetName), onSheet, Width, Height, SheetColumns);
        return written;
    }

    /// <summary>What <see cref="Write"/> writes.</summary>
    public static IEnumerable<string> FileNames(int count) => Enumerable.Range(1, count).Select(ImageName).Append(SheetName);

    private static string ImageName(int number) => string.Create(CultureInfo.InvariantCulture, $"image-{number:000000}.png");

    private static ITransformer Load(MLContext mlContext, string path)
    {
        if (!File.Exists(path))
            throw new UserErrorException($"There is no file '{path}'. Name a generator that 'fairness' has written, such as out/generator.zip.");
        try
        {
            return mlContext.Model.Load(path, out _);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // ML.NET and the components it loads throw many kinds for one cause
        {
            throw new UserErrorException($"'{path}' is not a saved ML.NET model, or it is damaged: {e.GetBaseException().Message}", e);
        }
    }

    /// <summary>A generator that was told the classes makes them as often as its training rows had them.</summary>
    private IDataView Rows(int count) => _model is PleGenerativeTransformer generator ? generator.Generate(count) : _model.Transform(GeneratorInput.Rows(_mlContext, count));

    private ImmutableArray<int> Dimensions(string path)
    {
        try
        {
            DataViewSchema made = Rows(1).Schema;
            PixelColumn.Size(made);
            return ((VectorDataViewType)made[PixelColumn.Name].Type).Dimensions;
        }
        catch (Exception e) when (e is UserErrorException or ArgumentException or InvalidOperationException)
        {
            throw new UserErrorException($"The model in '{path}' is no generator of images: {e.Message}", e);
        }
    }

    private sealed class Share(IProgress<double> progress, int count) : IProgress<int>
    {
        public void Report(int value) => progress.Report((double)value / count);
    }
}

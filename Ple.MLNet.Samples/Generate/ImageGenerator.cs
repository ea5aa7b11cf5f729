using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Samples.Generate;

/// <summary>A generator of square grey images, loaded from a file.</summary>
internal sealed class ImageGenerator
{
    public const string SheetName = "sheet.png";
    private const int SheetColumns = 16;
    private const int SheetImages = SheetColumns * 15;
    private readonly MLContext _mlContext;
    private readonly ITransformer _model;

    /// <exception cref="UserErrorException">No such file, no saved model, or a model that does not make square images.</exception>
    public ImageGenerator(MLContext mlContext, string path)
    {
        _mlContext = mlContext;
        _model = Load(mlContext, path);
        int pixels = CountPixels(path);
        ImageSize = (int)Math.Sqrt(pixels);
        if (ImageSize * ImageSize != pixels)
            throw new UserErrorException($"The model in '{path}' makes rows of {pixels} values, which is not a square number: it is no generator of square images.");
    }

    /// <summary>Width and height of the images.</summary>
    public int ImageSize { get; }

    /// <summary>Writes the images one by one, and a sheet of the first 240.</summary>
    /// <returns>How many images were written.</returns>
    public int Write(string folder, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        IDataView pixels = _model.Transform(GeneratorInput.Rows(_mlContext, count));
        IDataView images = _mlContext.Ple.ImageOutput(new() { PixelColumnName = PixelColumn.Name, Width = ImageSize, Height = ImageSize }).Fit(pixels).Transform(pixels);
        int written = _mlContext.Ple.SaveImages(images, folder, new() { Progress = new Share(progress, count), CancellationToken = cancellation }).Count;
        float[][] onSheet = [.. pixels.GetColumn<float[]>(PixelColumn.Name).Take(SheetImages)];
        ImageSheet.WriteSheet(Path.Combine(folder, SheetName), onSheet, ImageSize, ImageSize, SheetColumns);
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

    private int CountPixels(string path)
    {
        try
        {
            return PixelColumn.Size(_model.GetOutputSchema(GeneratorInput.Rows(_mlContext, 0).Schema));
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

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Tests.Samples;

namespace Ple.MLNet.Tests.Images;

/// <summary>Pixels to files. From files to pixels is tested in a process of its own (PackageTests): ML.NET reads pixels with SkiaSharp 2 alone, and the
/// samples bring 3.</summary>
[TestClass]
public class ImageOutputTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>No byte is cut off, no channel exchanged, rows and columns are where they were; a grey image is grey in each channel.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void PixelsAreWrittenToTheBit(int channels)
    {
        using var folder = new TestFolder();
        IDataView pixels = ColoredSquares.Rows(_mlContext, 40, channels);
        IReadOnlyList<string> files = _mlContext.Ple.SaveImages(_mlContext.Ple.ImageOutput().Fit(pixels).Transform(pixels), folder["out"]);
        Assert.AreEqual(folder["out/image-000040.png"], files[39]);
        Assert.HasCount(40, Directory.GetFiles(folder["out"]));
        foreach ((int image, string file) in files.Index())
        {
            byte[] expected = [.. Enumerable.Range(0, 3 * 15).Select(i => ColoredSquares.Value(channels == 1 ? 0 : i / 15, i / 5 % 3, i % 5, image))];
            CollectionAssert.AreEqual(expected, ColoredSquares.Read(file, 3), file);
        }
    }

    [TestMethod]
    public void ValuesOutsideAreCutAndMissingOnesBlack()
    {
        using var folder = new TestFolder();
        IDataView data = ColoredSquares.Vectors(_mlContext, [[-3, 0.4f, 1.001f, 300, float.NaN, 0.999f]], 6);
        IDataView images = _mlContext.Ple.ImageOutput(new() { Width = 3, Height = 2 }).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new byte[] { 0, 102, 255, 255, 0, 255 }, ColoredSquares.Read(_mlContext.Ple.SaveImages(images, folder.Path)[0], 1));
    }

    [TestMethod]
    public void AShapeThatDoesNotFitIsNamed()
    {
        IDataView data = ColoredSquares.Vectors(_mlContext, [new float[6]], 6);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.ImageOutput().Fit(data)).Message, "set Width and Height");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.ImageOutput(new() { Width = 4, Height = 4 }).Fit(data)).Message, "3 x 4 x 4");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.ImageOutput("Missing").Fit(data)).Message, "Missing");
        Assert.AreEqual("Width", Assert.Throws<ArgumentException>(() => _mlContext.Ple.ImageOutput(new() { Height = 4 })).ParamName);
        Assert.AreEqual("Channels", Assert.Throws<ArgumentException>(() => _mlContext.Ple.ImagePixels(4, 4, channels: 2)).ParamName);
        Assert.ThrowsExactly<ArgumentNullException>(() => _mlContext.Ple.ImageOutput().Fit(null!));
    }

    [TestMethod]
    public void SavingNamesWhatIsWrong()
    {
        using var folder = new TestFolder();
        IDataView data = ColoredSquares.Vectors(_mlContext, [new float[6]], 6);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.SaveImages(data, folder.Path)).Message, "'Image'");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.SaveImages(data, folder.Path, "Pixels")).Message, "'Pixels'");
        Assert.AreEqual("FilePrefix", Assert.Throws<ArgumentException>(() => _mlContext.Ple.SaveImages(data, folder.Path, new() { FilePrefix = "../a" })).ParamName);
        IDataView images = _mlContext.Ple.ImageOutput(new() { Width = 3, Height = 2 }).Fit(data).Transform(data);
        Assert.Throws<OperationCanceledException>(() => _mlContext.Ple.SaveImages(images, folder.Path, new() { CancellationToken = new(canceled: true) }));
        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void AGeneratorWithImagesIsOneSavedModel(int channels)
    {
        using var folder = new TestFolder();
        IDataView pixels = ColoredSquares.Rows(_mlContext, 40, channels);
        ITransformer model = _mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Pixels", Steps = 30, BatchSize = 16, Seed = 1 })
            .Append(_mlContext.Ple.ImageOutput()).Fit(pixels);
        _mlContext.Model.Save(model, pixels.Schema, folder["model.zip"]);

        var fresh = new MLContext();
        ITransformer loaded = fresh.Model.Load(folder["model.zip"], out _);
        IDataView made = loaded.Transform(fresh.Data.LoadFromEnumerable(new object[7].Select(_ => new { Any = 0 }).ToArray()));
        IReadOnlyList<string> files = fresh.Ple.SaveImages(made, folder["out"]);
        float[][] rows = [.. made.GetColumn<float[]>("Pixels")];
        Assert.AreNotEqual(rows[0][0], rows[1][0]);
        Assert.HasCount(7, files);
        foreach ((string file, float[] row) in files.Zip(rows))
            CollectionAssert.AreEqual(row.Select(v => (byte)MathF.Floor(Math.Clamp(v, 0, 1) * 255f + 0.5f)).ToArray(), ColoredSquares.Read(file, channels));
        (model as IDisposable)?.Dispose();
        (loaded as IDisposable)?.Dispose();
    }
}

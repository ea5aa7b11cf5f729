using Ple.MLNet.Tests.Images;

namespace Ple.MLNet.Tests.Packaging;

/// <summary>From a folder of pictures to a folder of pictures, in an application that has the package and nothing else, in two processes.</summary>
[TestClass]
public class ImagePackageTests
{
    private const string Application = """
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Ple.MLNet;

        var mlContext = new MLContext(seed: 1);
        IDataView Paths(string folder) => mlContext.Data.LoadFromEnumerable(Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).Select(f => new Picture { ImagePath = f }).ToArray());
        int channels = int.Parse(args[1]);
        if (args[0] == "train")
        {
            IDataView paths = Paths("in");
            IDataView pixels = mlContext.Ple.ImagePixels(new() { Width = 5, Height = 3, Channels = channels }).Fit(paths).Transform(paths);
            mlContext.Ple.SaveImages(mlContext.Ple.ImageOutput().Fit(pixels).Transform(pixels), "copies" + channels);
            foreach (float[] row in pixels.GetColumn<float[]>("Pixels"))
                Console.WriteLine(string.Join(' ', row.Select(v => (int)Math.Round(v * 255))));
            var model = mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Pixels", Steps = 30, Seed = 1 }).Append(mlContext.Ple.ImageOutput()).Fit(pixels);
            mlContext.Model.Save(model, pixels.Schema, $"model{channels}.zip");
        }
        else
        {
            ITransformer model = mlContext.Model.Load($"model{channels}.zip", out _);
            mlContext.Ple.SaveImages(model.Transform(Paths("in")), "made" + channels);
        }

        class Picture { public string ImagePath { get; set; } = ""; }
        """;

    [TestMethod]
    [TestCategory("Long")]
    public async Task FromAFolderOfPicturesToAFolderOfPictures()
    {
        using PackageFeed feed = await PackageFeed.Pack();
        string folder = await feed.BuildApplication("Pictures", Application);
        Directory.CreateDirectory(Path.Combine(folder, "in"));
        const int Count = 20;
        for (int image = 0; image < Count; image++)
            ColoredSquares.Write(Path.Combine(folder, "in", $"{image:00}.png"), image);
        foreach (int channels in new[] { 3, 1 })
        {
            string[] printed = (await Dotnet.Run(folder, "app/Pictures.dll", "train", channels.ToString())).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
            await Dotnet.Run(folder, "app/Pictures.dll", "make", channels.ToString());
            Assert.HasCount(Count, printed);
            Assert.HasCount(Count, Directory.GetFiles(Path.Combine(folder, "made" + channels), "*.png"));
            for (int image = 0; image < Count; image++)
            {
                byte[] read = [.. printed[image].Split(' ').Select(byte.Parse)], copy = ColoredSquares.Read(Path.Combine(folder, "copies" + channels, $"image-{image + 1:000000}.png"), channels);
                CollectionAssert.AreEqual(read, copy, "What is read is written again.");
                if (channels == 3)
                    CollectionAssert.AreEqual(ColoredSquares.Read(Path.Combine(folder, "in", $"{image:00}.png"), 3), read, "Channel after channel, row by row.");
            }
        }
    }
}

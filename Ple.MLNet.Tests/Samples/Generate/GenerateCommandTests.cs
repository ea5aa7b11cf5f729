using Microsoft.ML;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Generate;
using Ple.MLNet.Tests.Samples.Images;
using SkiaSharp;

namespace Ple.MLNet.Tests.Samples.Generate;

[TestClass]
public class GenerateCommandTests
{
    [TestMethod]
    public void WritesImagesAndASheet()
    {
        using var folder = new TestFolder();
        var mlContext = new MLContext();
        Save(mlContext, StoredRows.Model(mlContext, TinyImages.Bars(300, seed: 1)), folder["model.zip"]);
        CommandRun run = CommandRun.Of(GenerateCommand.Create(), "--model", folder["model.zip"], "--count", "250", "--output", folder["new/pictures"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        StringAssert.Contains(run.Output, "250 images of 8 x 8");
        Assert.HasCount(251, Directory.GetFiles(folder["new/pictures"], "*.png"));
        using SKBitmap sheet = SKBitmap.Decode(folder["new/pictures/sheet.png"]);
        Assert.AreEqual((16 * 10 + 2, 15 * 10 + 2), (sheet.Width, sheet.Height));
        using SKBitmap last = SKBitmap.Decode(folder["new/pictures/image-000250.png"]);
        Assert.AreEqual(TinyImages.Bars(300, seed: 1).Row(249)[9], last.GetPixel(1, 1).Red / 255f, 1e-6);
    }

    [TestMethod]
    public void WhatIsNoGeneratorIsAUserError()
    {
        using var folder = new TestFolder();
        var mlContext = new MLContext();
        Fails(folder["absent.zip"], "There is no file");
        File.WriteAllText(folder["text.zip"], "no model");
        Fails(folder["text.zip"], "not a saved ML.NET model, or it is damaged");
        Save(mlContext, mlContext.Transforms.CopyColumns("Other", "Row").Fit(GeneratorInput.Rows(mlContext, 1)), folder["other.zip"]);
        Fails(folder["other.zip"], "no generator of images: There is no column 'Features'");
        Save(mlContext, mlContext.Transforms.CopyColumns("Features", "Row").Fit(GeneratorInput.Rows(mlContext, 1)), folder["scalar.zip"]);
        Fails(folder["scalar.zip"], "Column 'Features' is Single; a known-size vector of Single is expected");
        Save(mlContext, mlContext.Transforms.Concatenate("Features", "Row", "Row", "Row").Fit(GeneratorInput.Rows(mlContext, 1)), folder["three.zip"]);
        Fails(folder["three.zip"], "3 values, which are no image");
        IDataView wider = mlContext.Transforms.CopyColumns("Wanted", "Row").Fit(GeneratorInput.Rows(mlContext, 1)).Transform(GeneratorInput.Rows(mlContext, 1));
        Save(mlContext, mlContext.Transforms.Concatenate("Features", "Wanted").Fit(wider), folder["wider.zip"], wider.Schema);
        Fails(folder["wider.zip"], "no generator of images");
    }

    [TestMethod]
    [DataRow("--count", "0", "--count is 0; it must be 1 to 1000000")]
    [DataRow("--count", "many", "Cannot parse argument 'many'")]
    public void BadOptionsAreNamed(string option, string value, string message)
    {
        CommandRun run = CommandRun.Of(GenerateCommand.Create(), "--model", "model.zip", option, value);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
    }

    private static void Fails(string model, string message)
    {
        CommandRun run = CommandRun.Of(GenerateCommand.Create(), "--model", model, "--output", Path.GetDirectoryName(model)!);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.StartsWith(run.Errors, "Error: ");
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    private static void Save(MLContext mlContext, ITransformer model, string path, DataViewSchema? schema = null) =>
        mlContext.Model.Save(model, schema ?? GeneratorInput.Rows(mlContext, 1).Schema, path);
}

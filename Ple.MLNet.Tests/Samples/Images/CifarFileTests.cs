using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Generate;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class CifarFileTests
{
    [TestMethod]
    public void AFolderIsReadAsItWasWritten()
    {
        using var folder = new TestFolder();
        CifarFiles.Write(folder.Path, imagesOfFile: 20);
        ImageFolder read = ImageFolder.Read(folder.Path);
        Assert.AreEqual((100, 20, 3, 32, 32), (read.Training.Count, read.Test.Count, read.Training.Channels, read.Training.Width, read.Training.Height));
        byte[] third = File.ReadAllBytes(folder["data_batch_3.bin"]);
        Assert.AreEqual(third[CifarFiles.Record * 7], read.Training.Labels[47]);
        CollectionAssert.AreEqual(third.Skip(CifarFiles.Record * 7 + 1).Take(3072).Select(b => b / 255f).ToArray(), read.Training.Row(47));
        CollectionAssert.AreEqual(new[] { 3, 32, 32 }, ((VectorDataViewType)read.Test.ToDataView(new MLContext()).Schema["Features"].Type).Dimensions);
    }

    [TestMethod]
    public void WrongFilesAreNamed()
    {
        using var folder = new TestFolder();
        CifarFiles.Write(folder.Path, imagesOfFile: 2);
        byte[] good = File.ReadAllBytes(folder["data_batch_4.bin"]);
        Fails(good[..^1], "'{0}' holds 6145 bytes");
        Fails([], "'{0}' holds 0 bytes");
        Fails([10, .. good[1..]], "'{0}' has the label 10 in record 1");
        File.Delete(folder["data_batch_4.bin"]);
        StringAssert.Contains(Assert.ThrowsExactly<UserErrorException>(() => ImageFolder.Read(folder.Path)).Message, "but not 'data_batch_4.bin'");

        void Fails(byte[] content, string message)
        {
            File.WriteAllBytes(folder["data_batch_4.bin"], content);
            StringAssert.Contains(Assert.ThrowsExactly<UserErrorException>(() => ImageFolder.Read(folder.Path)).Message, string.Format(null, message, folder["data_batch_4.bin"]));
        }
    }

    [TestMethod]
    public void AnAdversarialNetworkLearnsThemSavesLoadsAndGenerates()
    {
        using var folder = new TestFolder();
        CifarFiles.Write(folder.Path, imagesOfFile: 20);
        ImageFolder images = ImageFolder.Read(folder.Path);
        var mlContext = new MLContext(seed: 1);
        IDataView rows = images.Training.ToDataView(mlContext);
        using PleGenerativeTransformer generator = mlContext.Ple.GenerativeTrainer(new()
        {
            Model = new GanOptions { Channels = [16, 16, 16, 16], LatentPart = 4, CriticSteps = 1 }, FeatureColumnName = "Features", ConditionColumnName = "Label",
            Steps = 20, BatchSize = 20, Seed = 1, Correction = new() { Kind = Ple.MLNet.Training.CorrectionKind.None },
        }).Fit(rows);
        mlContext.Model.Save(generator, rows.Schema, folder["generator.zip"]);
        using var loaded = (PleGenerativeTransformer)new MLContext().Model.Load(folder["generator.zip"], out _);

        IDataView made = loaded.Generate(12, ClassName.Of(3));
        CollectionAssert.AreEqual(new[] { 3, 32, 32 }, ((VectorDataViewType)made.Schema["Features"].Type).Dimensions);
        float[][] pixels = [.. made.GetColumn<float[]>("Features")];
        Assert.HasCount(12, pixels);
        Assert.IsTrue(pixels.SelectMany(p => p).All(p => p is >= 0 and <= 1));
        Assert.IsGreaterThan(0.01, pixels[0].Zip(pixels[1], (a, b) => Math.Abs(a - b)).Average());
        foreach ((float[] before, float[] after) in generator.Generate(12, ClassName.Of(3)).GetColumn<float[]>("Features").Zip(pixels))
            CollectionAssert.AreEqual(before, after);

        CommandRun run = CommandRun.Of(GenerateCommand.Create(), "--model", folder["generator.zip"], "--count", "5", "--output", folder["made"]);
        Assert.AreEqual(0, run.ExitCode, run.Output);
        StringAssert.Contains(run.Output, "5 images of 32 x 32");
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Samples.Terminal;
using Spectre.Console;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class OracleCacheTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly ImageFolder _images = new(TinyImages.Bars(120, seed: 1), TinyImages.Bars(60, seed: 2));
    private static readonly OracleOptions _options = new() { Epochs = 2, BatchSize = 32 };

    [TestMethod]
    public void ASecondRunTakesWhatTheFirstTrained()
    {
        using var folder = new TestFolder();
        (string firstLog, float[] first) = Run(new(folder["cache"]));
        (string secondLog, float[] second) = Run(new(folder["cache"]));
        CollectionAssert.AreEqual(first, second);
        StringAssert.Contains(firstLog, "training oracle 3 of 3");
        Assert.DoesNotContain("training oracle", secondLog);
        StringAssert.Contains(secondLog, $"oracle 3 of 3 was trained before on these images: taken from {folder["cache"]}");
        Assert.HasCount(3, Directory.GetFiles(folder["cache"]));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void ADamagedFileIsReplaced(bool isCutOff)
    {
        using var folder = new TestFolder();
        var cache = new OracleCache(folder.Path);
        (_, float[] first) = Run(cache);
        string file = cache.FileOf(_images.Training, _options with { Seed = 2 });
        byte[] good = File.ReadAllBytes(file);
        if (isCutOff)
            File.WriteAllBytes(file, good[..(good.Length / 2)]);
        else
            _mlContext.Model.Save(_mlContext.Transforms.CopyColumns("Copy", "Features").Fit(_images.Test.ToDataView(_mlContext)), _images.Test.ToDataView(_mlContext).Schema, file);
        Assert.IsNull(OracleCache.Load(_mlContext, file));
        (string log, float[] second) = Run(cache);
        StringAssert.Contains(log, "training oracle 2 of 3");
        Assert.DoesNotContain("training oracle 1", log);
        CollectionAssert.AreEqual(first, second);
        using ImageClassifierTransformer? mended = OracleCache.Load(_mlContext, file);
        Assert.IsNotNull(mended);
    }

    [TestMethod]
    public void WhatChangesTheWeightsChangesTheFile()
    {
        var cache = new OracleCache("folder");
        ImageDataSet images = _images.Training;
        byte[] pixels = images.Pixels.ToArray(), labels = images.Labels.ToArray();
        pixels[^1]++;
        labels[0]++;
        string[] files =
        [
            cache.FileOf(images, _options), cache.FileOf(images, _options with { Seed = 2 }), cache.FileOf(images, _options with { Epochs = 3 }), cache.FileOf(images, _options with { BatchSize = 31 }),
            cache.FileOf(images, _options with { TrainingImages = 100 }), cache.FileOf(new(pixels, images.Labels.ToArray(), 8, 8), _options), cache.FileOf(new(images.Pixels.ToArray(), labels, 8, 8), _options),
            cache.FileOf(new(images.Pixels.ToArray(), images.Labels.ToArray(), 4, 16), _options),
        ];
        Assert.HasCount(files.Length, files.Distinct());
        Assert.AreEqual(files[0], cache.FileOf(images, _options with { TrainingImages = 120 }), "No more images are there.");
    }

    [TestMethod]
    public void AFolderThatCannotBeWrittenIsTold()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["file"], "");
        (string log, _) = Run(new(folder["file"]));
        StringAssert.Contains(log, "warning: the oracle is not kept for another run");
    }

    [TestMethod]
    public void NoneKeepsNothing()
    {
        Assert.IsNull(OracleCache.Of("none"));
        Assert.IsNotNull(OracleCache.Of("folder"));
    }

    /// <returns>What was shown, and features of a test image by each oracle.</returns>
    private static (string Log, float[] Features) Run(OracleCache cache)
    {
        using var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 1000;
        float[] features = [];
        Stages.Show(console, stages =>
        {
            using OracleCommittee committee = OracleCommittee.Train(_mlContext, _images, _options, cache, stages, CancellationToken.None);
            features = [.. committee.Members.SelectMany(oracle => oracle.Transform(_images.Test.ToDataView(_mlContext), "0", "1").GetColumn<float[]>("Features").First())];
        });
        return (writer.ToString(), features);
    }
}

using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;

namespace Ple.MLNet.Tests.Images;

/// <summary>Against numpy, which made the networks: References/onnx_features.py.</summary>
[TestClass]
public class OnnxFeaturesTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Images", "References");

    public sealed record Reference(string Network, string? Output, int[] Shape, PixelRounding Rounding, float[] Means, float[] Deviations, float[] Pixels, float[] Features, int? Height = null, int? Width = null)
    {
        public override string ToString() => $"{Network}, {string.Join(" x ", Shape)}, {Rounding}";
    }

    private static readonly JsonSerializerOptions _json = new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    public static IEnumerable<object[]> Cases { get; } =
        [.. JsonSerializer.Deserialize<Reference[]>(File.ReadAllText(Path.Combine(_folder, "onnx_features.json")), _json)!.Select(c => new object[] { c })];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void FeaturesAreThoseOfNumpy(Reference expected)
    {
        IDataView image = Image(expected.Pixels, expected.Shape);
        using OnnxFeaturesTransformer model = _mlContext.Ple.OnnxFeatures(new()
        {
            NetworkPath = Network(expected.Network), NetworkOutputName = expected.Output, Rounding = expected.Rounding, Means = expected.Means, Deviations = expected.Deviations,
            NetworkHeight = expected.Height, NetworkWidth = expected.Width,
        }).Fit(image);
        Assert.AreEqual(expected.Features.Length, model.FeatureCount);
        float[] found = Features(model, image);
        Assert.HasCount(expected.Features.Length, found);
        for (int i = 0; i < found.Length; i++)
            Assert.AreEqual(expected.Features[i], found[i], 1e-5f, $"number {i}");
    }

    /// <summary>The network is in the model: its file may be gone.</summary>
    [TestMethod]
    public void ALoadedModelNeedsNoFile()
    {
        string copy = Path.GetTempFileName();
        using var saved = new MemoryStream();
        IDataView images = ColoredSquares.Rows(_mlContext, 4, channels: 3);
        float[] expected;
        try
        {
            File.Copy(Network("two-outputs"), copy, overwrite: true);
            using OnnxFeaturesTransformer model = _mlContext.Ple.OnnxFeatures(new() { NetworkPath = copy, NetworkOutputName = "flat", Rounding = PixelRounding.AfterResizing, Means = [0.1f, 0.2f, 0.3f] }).Fit(images);
            _mlContext.Model.Save(model, images.Schema, saved);
            expected = Features(model, images);
        }
        finally
        {
            File.Delete(copy);
        }
        using var loaded = (OnnxFeaturesTransformer)new MLContext().Model.Load(saved, out _);
        CollectionAssert.AreEqual(expected, Features(loaded, images));
        Assert.HasCount(4 * 30, expected);
    }

    [TestMethod]
    public void TheShortCallTakesTheOnlyOutput()
    {
        IDataView images = ColoredSquares.Rows(_mlContext, 2, channels: 1);
        using OnnxFeaturesTransformer model = _mlContext.Ple.OnnxFeatures(Network("open-size")).Fit(images);
        CollectionAssert.AreEqual(images.GetColumn<float[]>("Pixels").SelectMany(p => p).ToArray(), Features(model, images));
    }

    [TestMethod]
    public void WhatDoesNotFitIsNamed()
    {
        IDataView grey = ColoredSquares.Rows(_mlContext, 2, channels: 1), colored = ColoredSquares.Rows(_mlContext, 2, channels: 3);
        Fails("has several outputs: name one of 'flat', 'means'", grey, new() { NetworkPath = Network("two-outputs") });
        Fails("has no output 'other': its outputs are 'flat', 'means'", grey, new() { NetworkPath = Network("two-outputs"), NetworkOutputName = "other" });
        Fails("takes images of one channel; those of column 'Pixels' have 3", colored, new() { NetworkPath = Network("open-size") });
        Fails("takes 4 pixels, not 5: leave NetworkHeight out", grey, new() { NetworkPath = Network("two-outputs"), NetworkOutputName = "flat", NetworkHeight = 5 });
        Fails("3 numbers are given; the network", grey, new() { NetworkPath = Network("open-size"), Means = [1, 2, 3] });
        Fails("cannot be loaded by ONNX Runtime", grey, new() { NetworkPath = Path.Combine(_folder, "onnx_features.py") });
        Fails("no-such-file", grey, new() { NetworkPath = "no-such-file.onnx" });
        Fails("finite and above 0", grey, new() { NetworkPath = Network("open-size"), Deviations = [0] });
        Fails("1 to 1024 pixels", grey, new() { NetworkPath = Network("open-size"), NetworkWidth = 2000 });
        using OnnxFeaturesTransformer model = _mlContext.Ple.OnnxFeatures(Network("open-size")).Fit(grey);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => model.Transform(colored)).Message, "vector of 15 Single");
    }

    [TestMethod]
    public void ADisposedModelSaysSo()
    {
        IDataView images = ColoredSquares.Rows(_mlContext, 2, channels: 1);
        OnnxFeaturesTransformer model = _mlContext.Ple.OnnxFeatures(Network("open-size")).Fit(images);
        model.Dispose();
        model.Dispose();
        Assert.IsInstanceOfType<ObjectDisposedException>(Assert.Throws<Exception>(() => Features(model, images)).GetBaseException());
    }

    private static void Fails(string message, IDataView images, OnnxFeaturesOptions options)
        => StringAssert.Contains(Assert.Throws<Exception>(() => _mlContext.Ple.OnnxFeatures(options).Fit(images)).Message, message);

    private static string Network(string name) => Path.Combine(_folder, name + ".onnx");

    private static IDataView Image(float[] pixels, int[] shape) => ColoredSquares.Vectors(_mlContext, [pixels], shape);

    private static float[] Features(OnnxFeaturesTransformer model, IDataView images) => [.. model.Transform(images).GetColumn<VBuffer<float>>("Features").SelectMany(f => f.DenseValues())];
}

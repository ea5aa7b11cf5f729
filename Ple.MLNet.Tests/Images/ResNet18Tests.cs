using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;
using Ple.MLNet.Interop;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Images;

[TestClass]
public class ResNet18Tests
{
    private const int Side = ResNet18.LeastSide;

    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>torchvision's resnet18 has 11,689,512 weights for 1000 classes, 9408 of them in its 7 x 7 beginning, which is 3 x 3 here.</summary>
    [TestMethod]
    public void ItHasAsManyWeightsAsOthersHave()
    {
        using Generator generator = Reproducible.Generator(1);
        using var network = ImageNetwork.Create(ImageClassifierNetwork.ResNet18, new(3, 64, 28), 1000, generator);
        Assert.AreEqual(11_689_512 - 9408 + (64 * 3 * 3 * 3), network.parameters().Sum(p => p.numel()));
        long batchNorm = network.named_parameters().Where(p => p.name.Contains("Norm", StringComparison.Ordinal)).Sum(p => p.parameter.numel());
        Assert.AreEqual(network.parameters().Sum(p => p.numel()) - batchNorm, ImageNetwork.WeightCount(ImageClassifierNetwork.ResNet18, new(3, 64, 28), 1000));
    }

    /// <summary>Small batches take another way through the convolutions.</summary>
    [TestMethod]
    public void OneImageHasTheFeaturesThatItHasAmongMany()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Generator generator = Reproducible.Generator(1);
        using var network = ImageNetwork.Create(ImageClassifierNetwork.ResNet18, new(1, Side, 40), 2, generator);
        network.eval();
        Tensor images = rand(20, Side * 40, generator: generator), many = network.Features(images);
        CollectionAssert.AreEqual(new long[] { 20, 512 }, many.shape);
        Tensor one = network.Features(images.narrow(0, 7, 1));
        Assert.IsLessThan(1e-4, ((one - many.narrow(0, 7, 1)).abs().max() / many.abs().max()).item<float>());
        Assert.IsGreaterThan(1e-3, ((many.narrow(0, 8, 1) - many.narrow(0, 7, 1)).abs().max() / many.abs().max()).item<float>());
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameFeatures()
    {
        float[] Features(int seed)
        {
            using ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(Options(seed, epochs: 1)).Fit(BarImages.Rows(_mlContext, 20, 1, side: Side));
            return [.. model.Transform(BarImages.Rows(_mlContext, 3, 2, side: Side)).GetColumn<VBuffer<float>>("Features").SelectMany(f => f.DenseValues())];
        }

        float[] first = Features(1);
        Assert.HasCount(3 * 512, first);
        CollectionAssert.AreEqual(first, Features(1));
        CollectionAssert.AreNotEqual(first, Features(2));
    }

    /// <summary>After 24 steps it knows nothing unless the statistics of batch norm are those of its final weights, and are in the file.</summary>
    [TestMethod]
    [TestCategory("Long")]
    public void KnowsImagesThatItHasNotSeenAndIsTheSameAfterAFile()
    {
        IDataView training = BarImages.Rows(_mlContext, 96, 1, channels: 1, Side, thickness: 4), unseen = BarImages.Rows(_mlContext, 60, 2, channels: 1, Side, thickness: 4);
        using ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(Options(1, epochs: 4)).Fit(training);
        IDataView described = model.Transform(unseen);
        Assert.IsGreaterThan(0.9, described.GetColumn<string>("Label").Zip(described.GetColumn<string>("PredictedLabel"), (a, b) => a == b ? 1.0 : 0).Average());
        using var file = new MemoryStream();
        _mlContext.Model.Save(model, training.Schema, file);
        using var loaded = (ImageClassifierTransformer)new MLContext().Model.Load(file, out _);
        foreach (string column in (string[])["Features", "Score"])
            CollectionAssert.AreEqual(Values(described, column), Values(loaded.Transform(unseen), column));
    }

    [TestMethod]
    [DataRow(8)]
    [DataRow(72)]
    public void ImagesOfAnotherSizeAreRefused(int side)
    {
        var error = Assert.Throws<ArgumentException>(() => _mlContext.Ple.ImageClassifier(Options(1, epochs: 1)).Fit(BarImages.Rows(_mlContext, 6, 1, side: side)));
        StringAssert.Contains(error.Message, $"ResNet18 takes images of 28 x 28 to 64 x 64 pixels; those of column 'Pixels' are of {side} x {side}");
    }

    private static ImageClassifierOptions Options(int seed, int epochs) => new() { Network = ImageClassifierNetwork.ResNet18, Epochs = epochs, BatchSize = 16, Seed = seed };

    private static float[] Values(IDataView data, string column) => [.. data.GetColumn<VBuffer<float>>(column).SelectMany(v => v.DenseValues())];
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Models;
using Ple.MLNet.Samples.Images;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Training;
using static TorchSharp.torch;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class ConvVaeTests
{
    [TestMethod]
    [DataRow(1, 28, 28)]
    [DataRow(3, 7, 10)]
    [DataRow(1, 1, 5)]
    public void ImagesOfAnySizeComeBackInTheirSize(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        RowLayout layout = RowLayout.Vector([channels, height, width], conditionSize: 2, Likelihood.Bernoulli);
        using GenerativeModel model = new ConvVaeOptions { Filters = [4, 6, 8], HiddenSize = 8, LatentSize = 3 }.Create(layout, seed: 1);
        using Generator generator = Reproducible.Generator(2);
        var noise = new GeneratorNoise(generator, 20, ScalarType.Float32, CPU);
        Tensor condition = layout.OneHot([.. Enumerable.Range(0, 20).Select(i => i % 2)], CPU)!, rows = model.Sample(condition, noise, OutputKind.Mean);
        CollectionAssert.AreEqual(new long[] { 20, channels * height * width }, rows.shape);
        CollectionAssert.AreEqual(new long[] { 20 }, model.Loss(rows, condition, noise).shape);
        CollectionAssert.AreEqual(new long[] { 20, 3 }, ((ILatentModel)model).Posterior(rows, condition).Mean.shape);
    }

    /// <summary>A pixel that is moved by two moves what the first convolution makes of it by one: pixels are read in the order of an image.</summary>
    [TestMethod]
    public void PixelsAreReadInTheOrderOfAnImage()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Generator generator = Reproducible.Generator(1);
        Tensor weight = randn(5, 2, 3, 3, generator: generator), bias = randn(5, generator: generator);
        Tensor images = zeros(2, 2, 8, 13);
        images[0, 1, 4, 6] = 1;
        images[1, 1, 4, 8] = 1;
        Tensor few = StridedConvolution.Halve(images, weight, bias), many = StridedConvolution.Halve(images.repeat(10, 1, 1, 1), weight, bias);
        CollectionAssert.AreEqual(new long[] { 2, 5, 4, 7 }, few.shape);
        Assert.IsTrue(few.allclose(many.narrow(0, 0, 2), 1e-5, 1e-6));
        Assert.IsTrue(few[0].narrow(2, 2, 3).allclose(few[1].narrow(2, 3, 3), 1e-6, 1e-6));
        Assert.AreEqual(weight[3, 1, 1, 1].item<float>() + bias[3].item<float>(), few[0, 3, 2, 3].item<float>(), 1e-6);
    }

    [TestMethod]
    public void ItLearnsDigits()
    {
        var mlContext = new MLContext(seed: 1);
        ImageDataSet training = ImageFolder.Read(ImageFolder.Shipped).Training;
        IDataView threes = training.Select([.. training.Positions(3).Take(1000)]).ToDataView(mlContext);
        using PleGenerativeTransformer generator = mlContext.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", Model = new ConvVaeOptions { Width = 28, Height = 28, Filters = [8, 8], HiddenSize = 32, LatentSize = 4 }, Steps = 300,
            Correction = new() { Kind = CorrectionKind.None },
        }).Fit(threes);
        float[][] real = [.. threes.GetColumn<float[]>("Features")];
        double[] shares = [.. Enumerable.Range(0, 784).Select(pixel => (double)real.Average(image => image[pixel]))];
        double byPixels = -shares.Where(p => p is > 0 and < 1).Sum(p => p * Math.Log(p) + (1 - p) * Math.Log(1 - p)); // of one who knows the mean of each pixel alone
        Assert.IsLessThan(byPixels - 20, generator.Summary.Loss!.Value);
        Assert.IsTrue(generator.Generate(100).GetColumn<float[]>("Features").All(image => image.All(pixel => pixel is 0 or 1)));
    }

    [TestMethod]
    public void RowsThatAreNoImagesAreRefusedByName()
    {
        var mlContext = new MLContext(seed: 1);
        string Message(GenerativeModelOptions model) => Assert.Throws<ArgumentException>(() => mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Features", Model = model, Steps = 1 })
            .Fit(SmallGenerator.Data(mlContext))).Message;
        StringAssert.Contains(Message(new ConvVaeOptions()), "Width");
        StringAssert.Contains(Message(new ConvVaeOptions { Width = 5, Height = 5 }), "5 x 5");
        StringAssert.Contains(Message(new ConvVaeOptions { Width = 8 }), "or neither");
        StringAssert.Contains(Message(new ConvVaeOptions { Width = 8, Height = 8, Filters = [] }), "1 to 8 convolutions");
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class ImageFolderTests
{
    [TestMethod]
    public void ReadsWhatWasWritten()
    {
        using var folder = new TestFolder();
        ImageFolder written = TinyImages.BarsFolder();
        TinyImages.Write(folder.Path, written);
        ImageFolder read = ImageFolder.Read(folder.Path);
        Assert.AreEqual(600, read.Training.Count);
        Assert.AreEqual(300, read.Test.Count);
        CollectionAssert.AreEqual(written.Training.Row(17), read.Training.Row(17));
        Assert.IsTrue(written.Test.Labels.SequenceEqual(read.Test.Labels));
    }

    [TestMethod]
    public void PixelsGoFromZeroToOne()
    {
        var images = new ImageDataSet([0, 51, 255, 0], [7], width: 2, height: 2);
        CollectionAssert.AreEqual(new[] { 0f, 0.2f, 1f, 0f }, images.Row(0));
    }

    [TestMethod]
    public void DataViewHasPixelsAndTextLabels()
    {
        ImageDataSet images = TinyImages.Bars(5, seed: 1);
        IDataView data = images.ToDataView(new MLContext());
        Assert.AreEqual(64, ((VectorDataViewType)data.Schema["Features"].Type).Size);
        CollectionAssert.AreEqual(new[] { "0", "1", "2", "0", "1" }, data.GetColumn<string>("Label").ToArray());
        CollectionAssert.AreEqual(images.Row(4), data.GetColumn<float[]>("Features").Last());
    }

    [TestMethod]
    public void SaysWhatIsMissing()
    {
        using var folder = new TestFolder();
        Fails(folder["absent"], "There is no folder");
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        File.Delete(folder["t10k-labels-idx1-ubyte"]);
        Fails(folder.Path, "neither 't10k-labels-idx1-ubyte' nor 't10k-labels-idx1-ubyte.gz'");
        File.WriteAllBytes(folder["t10k-labels-idx1-ubyte"], TinyImages.Idx([2], [0, 1]));
        Fails(folder.Path, "300 images but");
    }

    [TestMethod]
    public void ShippedDigitsAreComplete()
    {
        ImageFolder mnist = ImageFolder.Read(ImageFolder.Shipped);
        Assert.AreEqual((60_000, 10_000, 28, 28), (mnist.Training.Count, mnist.Test.Count, mnist.Training.Width, mnist.Training.Height));
        Assert.HasCount(6131, mnist.Training.Positions(3));
        Assert.HasCount(5918, mnist.Training.Positions(6));
    }

    private static void Fails(string folder, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<UserErrorException>(() => ImageFolder.Read(folder)).Message, message);
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;

namespace Ple.MLNet.Tests.Images;

[TestClass]
public class AmongClassesTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly IDataView _bars = BarImages.Rows(_mlContext, 60, 2);

    [TestMethod]
    public void TheLikeliestOfTheGivenClassesIsNamed()
    {
        using ImageClassifierTransformer model = Fit();
        using ImageClassifierTransformer among = model.Among("class 2", "class 0");
        Row[] all = Rows(model.Transform(_bars)), restricted = Rows(among.Transform(_bars));
        Assert.IsNull(model.GetOutputSchema(_bars.Schema).GetColumnOrNull("NeitherClass"));
        CollectionAssert.AreEqual(model.Classes.ToArray(), among.Classes.ToArray());
        foreach ((Row free, Row bound) in all.Zip(restricted))
        {
            Assert.AreEqual(bound.Score[0] > bound.Score[2] ? "class 0" : "class 2", bound.PredictedLabel);
            Assert.AreEqual(free.PredictedLabel == "class 1", bound.NeitherClass);
            CollectionAssert.AreEqual(free.Score, bound.Score);
            CollectionAssert.AreEqual(free.Features, bound.Features);
        }
        Assert.AreEqual(20, restricted.Count(row => row.NeitherClass), 3);
        CollectionAssert.AreEquivalent(new[] { "class 0", "class 2" }, restricted.Select(row => row.PredictedLabel).Distinct().ToArray());
    }

    [TestMethod]
    public void SavedAndLoadedItIsTheSame()
    {
        using ImageClassifierTransformer model = Fit(), among = model.Among("class 1", "class 2");
        using var file = new MemoryStream();
        _mlContext.Model.Save(among, _bars.Schema, file);
        using var loaded = (ImageClassifierTransformer)new MLContext().Model.Load(file, out _);
        Row[] expected = Rows(among.Transform(_bars)), found = Rows(loaded.Transform(_bars));
        CollectionAssert.AreEqual(expected.Select(r => r.PredictedLabel).ToArray(), found.Select(r => r.PredictedLabel).ToArray());
        CollectionAssert.AreEqual(expected.Select(r => r.NeitherClass).ToArray(), found.Select(r => r.NeitherClass).ToArray());
        Assert.IsTrue(found.Any(r => r.NeitherClass));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void EitherIsDisposedOfByItself(bool isOriginalFirst)
    {
        ImageClassifierTransformer model = Fit(), among = model.Among("class 0");
        (ImageClassifierTransformer first, ImageClassifierTransformer last) = isOriginalFirst ? (model, among) : (among, model);
        string[] expected = [.. last.Transform(_bars).GetColumn<string>("PredictedLabel")];
        first.Dispose();
        first.Dispose();
        CollectionAssert.AreEqual(expected, last.Transform(_bars).GetColumn<string>("PredictedLabel").ToArray());
        Assert.ThrowsExactly<ObjectDisposedException>(() => first.Among("class 0"));
        last.Dispose();
        Assert.IsInstanceOfType<ObjectDisposedException>(Assert.Throws<Exception>(() => last.Transform(_bars).GetColumn<string>("PredictedLabel").ToArray()).GetBaseException());
    }

    [TestMethod]
    public void WrongClassesAreNamed()
    {
        using ImageClassifierTransformer model = Fit();
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => model.Among("class 0", "cat")).Message, "knows no class 'cat'. Its classes: 'class 0', 'class 1', 'class 2'.");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => model.Among()).Message, "at least one class");
        Assert.ThrowsExactly<ArgumentNullException>(() => model.Among(null!));
    }

    private static ImageClassifierTransformer Fit() => _mlContext.Ple.ImageClassifier(new() { Epochs = 20, BatchSize = 16, Seed = 1 }).Fit(BarImages.Rows(_mlContext, 300, 1));

    private static Row[] Rows(IDataView data) => [.. _mlContext.Data.CreateEnumerable<Row>(data, reuseRowObject: false, ignoreMissingColumns: true)];

    private sealed class Row
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];

        public float[] Features { get; set; } = [];

        public bool NeitherClass { get; set; }
    }
}

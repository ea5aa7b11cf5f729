using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Images;

namespace Ple.MLNet.Tests.Images;

[TestClass]
public class ImageClassifierTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly ImageClassifierOptions _options = new() { Epochs = 20, BatchSize = 16, Seed = 1 };

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void KnowsImagesThatItHasNotSeen(int channels)
    {
        using ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(_options).Fit(Bars(300, 1, channels));
        IDataView described = model.Transform(Bars(200, 2, channels));
        Assert.IsGreaterThan(0.95, described.GetColumn<string>("Label").Zip(described.GetColumn<string>("PredictedLabel"), (a, b) => a == b ? 1.0 : 0).Average());
        CollectionAssert.AreEqual(new[] { "class 0", "class 1", "class 2" }, model.Classes.ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        described.Schema["Score"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(model.Classes.ToArray(), names.DenseValues().Select(n => n.ToString()).ToArray());
        foreach ((VBuffer<float> score, string label) in described.GetColumn<VBuffer<float>>("Score").Zip(described.GetColumn<string>("PredictedLabel")))
        {
            Assert.AreEqual(1, score.DenseValues().Sum(), 1e-5);
            Assert.AreEqual(label, model.Classes[score.DenseValues().Index().MaxBy(s => s.Item).Index]);
        }
        Assert.IsTrue(described.GetColumn<VBuffer<float>>("Features").All(f => f.Length == 64 && f.DenseValues().Any(v => v > 0)));
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameFeatures()
    {
        float[] Features(int seed)
        {
            using ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(new() { Epochs = 1, Seed = seed }).Fit(Bars(100, 1, 1));
            return [.. model.Transform(Bars(50, 2, 1)).GetColumn<VBuffer<float>>("Features").SelectMany(f => f.DenseValues())];
        }

        CollectionAssert.AreEqual(Features(1), Features(1));
        CollectionAssert.AreNotEqual(Features(1), Features(2));
    }

    /// <summary>The predicted label has the label's own type and values, also after a file.</summary>
    [TestMethod]
    [DataRow(DataKind.String)]
    [DataRow(DataKind.Single)]
    [DataRow(DataKind.Double)]
    [DataRow(DataKind.Int32)]
    [DataRow(DataKind.UInt64)]
    [DataRow(DataKind.Boolean)]
    public void LabelsOfEveryType(DataKind kind)
    {
        IDataView bars = Bars(120, 1, 1);
        IDataView numbered = _mlContext.Transforms.Expression("Label", kind == DataKind.Boolean ? "x => x > 0f" : "x => x", "Number").Fit(bars).Transform(bars);
        IEstimator<ITransformer> text = _mlContext.Transforms.Conversion.ConvertType("Label", outputKind: kind == DataKind.Boolean ? kind : DataKind.String);
        Holds(text.Append(_mlContext.Transforms.Conversion.ConvertType("Label", outputKind: kind)).Fit(numbered).Transform(numbered));
    }

    [TestMethod]
    public void KeysKeepTheirValues()
    {
        IDataView bars = Bars(120, 1, 1);
        IDataView keys = _mlContext.Transforms.Conversion.MapValueToKey("Label").Fit(bars).Transform(bars);
        IDataView described = Holds(keys);
        Assert.IsGreaterThan(0.95, _mlContext.MulticlassClassification.Evaluate(described).MicroAccuracy);
        IDataView back = _mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(described).Transform(described);
        StringAssert.StartsWith(back.GetColumn<string>("PredictedLabel").First(), "class ");
    }

    [TestMethod]
    public void WrongDataIsNamed()
    {
        ImageClassifierTrainer trainer = _mlContext.Ple.ImageClassifier(_options);
        Fails("'Label' holds 1 class(es) in 1 rows", () => trainer.Fit(Bars(1, 1, 1)));
        Fails("'Pixels' holds NaN in row 2, slot 5", () => trainer.Fit(Bars(10, 1, 1, (image, row) => row[5] = image == 2 ? float.NaN : row[5])));
        Fails("'Label' has no class in row 3", () => trainer.Fit(Bars(10, 1, 1, label: image => image == 3 ? "" : "a")));
        Fails("'Pixels'", () => _mlContext.Ple.ImageClassifier("Pixels", "Pixels").Fit(Bars(10, 1, 1)));
        using ImageClassifierTransformer model = trainer.Fit(Bars(60, 1, 1));
        Fails("'Pixels'", () => model.Transform(Bars(10, 1, 3)));
        Fails("holds NaN in row 0, slot 5", () => Assert.HasCount(3, model.Transform(Bars(3, 1, 1, (_, row) => row[5] = float.NaN)).GetColumn<string>("PredictedLabel").ToArray()));
        Assert.Throws<OperationCanceledException>(() => _mlContext.Ple.ImageClassifier(new() { CancellationToken = new(canceled: true) }).Fit(Bars(10, 1, 1)));
    }

    [TestMethod]
    public void ADisposedModelSaysSo()
    {
        ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(new() { Epochs = 1 }).Fit(Bars(30, 1, 1));
        IDataView described = model.Transform(Bars(3, 1, 1));
        model.Dispose();
        model.Dispose();
        Assert.IsInstanceOfType<ObjectDisposedException>(Assert.Throws<Exception>(() => described.GetColumn<string>("PredictedLabel").ToArray()).GetBaseException());
    }

    [TestMethod]
    public void ProgressGrowsToOne()
    {
        var told = new List<double>();
        using ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(new() { Progress = new Recorder(told) }).Fit(Bars(130, 1, 1));
        Assert.HasCount(2 * 3, told);
        CollectionAssert.AreEqual(told.Order().ToArray(), told);
        Assert.AreEqual(1, told[^1]);
    }

    private static IDataView Holds(IDataView data)
    {
        using ImageClassifierTransformer model = _mlContext.Ple.ImageClassifier(_options).Fit(data);
        Assert.AreEqual(data.Schema["Label"].Type, model.GetOutputSchema(data.Schema)["PredictedLabel"].Type);
        using var file = new MemoryStream();
        _mlContext.Model.Save(model, data.Schema, file);
        IDataView described = new MLContext().Model.Load(file, out _).Transform(data);
        object[] Values(string column) => [.. described.Preview(200).RowView.Select(r => r.Values.Last(v => v.Key == column).Value.ToString()!)];
        Assert.IsGreaterThan(0.95, Values("Label").Zip(Values("PredictedLabel"), (a, b) => a.Equals(b) ? 1.0 : 0).Average());
        return described;
    }

    private static void Fails(string message, Action action)
        => StringAssert.Contains(Assert.Throws<Exception>(action).GetBaseException().Message, message);

    private static IDataView Bars(int count, int seed, int channels, Action<int, float[]>? change = null, Func<int, string>? label = null)
        => BarImages.Rows(_mlContext, count, seed, channels, change: change, label: label);

    private sealed class Recorder(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}

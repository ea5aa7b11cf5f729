using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Images;

[TestClass]
public class OracleTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly ImageFolder _images = TinyImages.BarsFolder();
    private static readonly OracleOptions _options = new() { Epochs = 8, BatchSize = 32 };

    [TestMethod]
    public void LearnsSyntheticImages()
    {
        var progress = new List<double>();
        using Oracle oracle = Oracle.Train(_mlContext, _images, _options, new Recorder(progress));
        Assert.IsGreaterThan(0.95, oracle.TestAccuracy);
        Assert.AreEqual(1, progress[^1]);
        CollectionAssert.AreEqual(progress.Order().ToArray(), progress);
    }

    [TestMethod]
    public void GivesFeaturesAndClassesInRowOrder()
    {
        using Oracle oracle = Oracle.Train(_mlContext, _images, _options);
        Described[] rows = Rows(oracle.Transform(_images.Test.ToDataView(_mlContext), "0", "1", "2"));
        Assert.HasCount(300, rows);
        Assert.AreEqual(oracle.TestAccuracy, rows.Average(row => row.PredictedLabel == row.Label ? 1.0 : 0.0), 1e-12);
        CollectionAssert.AreEqual(_images.Test.Labels.ToArray().Select(ClassName.Of).ToArray(), rows.Select(row => row.Label).ToArray());
        Assert.IsTrue(rows.All(row => row.Features.Length == 64 && row.Features.Any(value => value > 0)));
    }

    [TestMethod]
    public void ChoosesAmongTheTasksClassesOnly()
    {
        using Oracle oracle = Oracle.Train(_mlContext, _images, _options);
        Described[] rows = Rows(oracle.Transform(_images.Test.ToDataView(_mlContext), "2", "0"));
        CollectionAssert.AreEquivalent(new[] { "0", "2" }, rows.Select(row => row.PredictedLabel).Distinct().ToArray());
        Assert.AreEqual(1.0 / 3, rows.Average(row => row.NeitherClass ? 1.0 : 0.0), 0.04);
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameFeatures()
    {
        float[] Features(int seed)
        {
            using Oracle oracle = Oracle.Train(_mlContext, _images, new() { Epochs = 1, TrainingImages = 100, Seed = seed });
            return Rows(oracle.Transform(_images.Test.ToDataView(_mlContext), "0", "1")).SelectMany(row => row.Features).ToArray();
        }
        CollectionAssert.AreEqual(Features(1), Features(1));
        CollectionAssert.AreNotEqual(Features(1), Features(2));
    }

    [TestMethod]
    public void RowsWithoutALabelHaveNoneAfterwards()
    {
        using Oracle oracle = Oracle.Train(_mlContext, _images, _options);
        IDataView unlabelled = _mlContext.Transforms.DropColumns("Label").Fit(_images.Test.ToDataView(_mlContext)).Transform(_images.Test.ToDataView(_mlContext));
        IDataView described = oracle.Transform(unlabelled, "0", "1");
        Assert.IsNull(described.Schema.GetColumnOrNull("Label"));
        Assert.HasCount(300, described.GetColumn<string>("PredictedLabel").ToArray());
    }

    [TestMethod]
    public void WrongDataIsAUserError()
    {
        using Oracle oracle = Oracle.Train(_mlContext, _images, new() { Epochs = 1, TrainingImages = 64 });
        IDataView other = new ImageDataSet(new byte[12], [1, 2, 3], 2, 2).ToDataView(_mlContext);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => oracle.Transform(other, "0", "1")).Message, "vector of 64 Single");
        StringAssert.Contains(Error(() => oracle.Transform(_images.Test.ToDataView(_mlContext), "0", "9")), "knows the classes 0, 1, 2 only");
        StringAssert.Contains(Error(() => oracle.Transform(_mlContext.Data.LoadFromEnumerable([new { Other = 1f }]), "0", "1")), "no column 'Features'");
    }

    [TestMethod]
    public void StopsWhenCancelled() =>
        Assert.ThrowsExactly<OperationCanceledException>(() => Oracle.Train(_mlContext, _images, _options, progress: null, new CancellationToken(canceled: true)));

    [TestMethod]
    [TestCategory("Long")]
    [DataRow("smoke", 3, 0.94)]
    [DataRow("default", 1, 0.97)]
    public void KnowsTheShippedDigits(string presetName, int seed, double accuracy)
    {
        FairnessPreset preset = FairnessPreset.All.Single(p => p.Name == presetName);
        var options = new OracleOptions { TrainingImages = preset.OracleImages, Epochs = preset.OracleEpochs, Seed = seed };
        using Oracle oracle = Oracle.Train(_mlContext, ImageFolder.Read(ImageFolder.Shipped), options);
        Assert.IsGreaterThan(accuracy, oracle.TestAccuracy);
    }

    private static Described[] Rows(IDataView data) => [.. _mlContext.Data.CreateEnumerable<Described>(data, reuseRowObject: false)];

    private static string Error(Action action) => Assert.ThrowsExactly<UserErrorException>(action).Message;

    private sealed class Recorder(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }

    private sealed class Described
    {
        public float[] Features { get; set; } = [];

        public string PredictedLabel { get; set; } = "";

        public bool NeitherClass { get; set; }

        public string Label { get; set; } = "";
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Scoring;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests;

/// <summary>Sources that break their promises, and values at the ends of their type: an error that names the column, or right rows.</summary>
[TestClass]
public class OddSourceTests
{
    private const int Size = 3;

    private static readonly MLContext _ml = new(seed: 1);

    public sealed record Reader(string Name, Action<IDataView> Read)
    {
        public override string ToString() => Name;
    }

    public static IEnumerable<object[]> Readers { get; } =
    [
        [new Reader("vector generator", data => Fit(data, featureColumn: "Features").Dispose())],
        [new Reader("table generator", data => Fit(data, featureColumn: null).Dispose())],
        [new Reader("FID", data => _ml.Ple.FidScorer().Fit(data))],
        [new Reader("FID of generated rows", data => _ml.Ple.FidScorer().Fit(Steady()).Score(data))],
        [new Reader("fairness", data => _ml.Ple.ClassImbalanceFairness().Fit(data))],
        [new Reader("mixture", data => _ml.Ple.GaussianMixture("Features", 1).Fit(data))],
        [new Reader("likelihood of a mixture", data => _ml.Ple.GaussianMixture("Features", 1).Fit(Steady()).Transform(data).Preview())],
        [new Reader("quality", data => _ml.Ple.TableQuality(data, Steady()))],
        [new Reader("quality of generated rows", data => _ml.Ple.TableQuality(Steady(), data))],
        [new Reader("augmentation", data => _ml.Ple.GenerateRows(data, new() { Strategy = SamplingStrategy.Auto }))],
    ];

    [TestMethod]
    [DynamicData(nameof(Readers))]
    public void AVectorOfAnotherLengthThanItsTypeIsAnErrorThatNamesTheColumn(Reader reader)
    {
        foreach (int length in (int[])[Size - 1, Size + 1, 0])
        {
            var source = new OddSource(Size, _ => Rows(60).Select((r, i) => i == 7 ? (r.Features.Concat([9f]).Take(length).ToArray(), r.Label) : r));
            var error = Assert.Throws<Exception>(() => reader.Read(source), $"{length} values");
            Exception cause = error.GetBaseException(); // ML.NET's parallel readers wrap it
            Assert.IsInstanceOfType<InvalidOperationException>(cause, error.ToString());
            StringAssert.Contains(cause.Message, $"'Features' holds a vector of {length} values in row 7");
        }
    }

    /// <summary>Every pass has another number of rows, other values and other classes than the one before.</summary>
    [TestMethod]
    [DataRow(+11)]
    [DataRow(-11)]
    [DataRow(0)]
    public void ATableIsLearntFromOnePass(int moreRows)
    {
        var source = new OddSource(Size, pass => Rows(60 + pass * moreRows).Select(r => (Array.ConvertAll(r.Features, v => v + 1000 * (pass - 1)), pass == 1 ? r.Label : "other")));
        using PleGenerativeTransformer generator = Fit(source, featureColumn: null);
        Assert.AreEqual(1, source.Passes);
        CollectionAssert.AreEquivalent(new[] { "rare", "often" }, generator.Classes.ToArray());
        Assert.IsTrue(generator.Generate(50).GetColumn<float[]>("Features").All(r => r.All(v => v is >= 0 and <= 10)));
    }

    [TestMethod]
    [DynamicData(nameof(Samplers))]
    public void RowsAreAddedFromOnePass(RowSampling sampler)
    {
        var source = new OddSource(Size, pass => Rows(60 - 20 * (pass - 1)).Select(r => (r.Features, pass == 1 ? r.Label : "other")));
        IDataView made = _ml.Ple.GenerateRows(source, new() { Sampler = sampler, Strategy = SamplingStrategy.Auto });
        Assert.AreEqual(1, source.Passes);
        Assert.IsTrue(made.GetColumn<string>("Label").All(l => l == "rare"));
        Assert.HasCount(36, MixedTable.Dump(made));
    }

    public static IEnumerable<object[]> Samplers { get; } =
    [
        [new SmoteSampling()], [new RandomOverSampling()], [new PlausibleSampling(new RandomOverSampling())],
        [new GeneratorSampling { Trainer = new() { Steps = 5, Correction = new() { Kind = CorrectionKind.None } } }],
    ];

    /// <summary>The weight goes with the class that a row has when the inner estimator reads it, wherever it stands then.</summary>
    [TestMethod]
    public void ClassWeightsFollowTheRowsAndAnUnknownClassIsAnError()
    {
        var source = new OddSource(Size, pass => pass % 2 == 1 ? Rows(60) : Rows(60).AsEnumerable().Reverse());
        IDataView seen = null!;
        _ml.Ple.ClassWeighted(new Capture(_ml, data => seen = data)).Fit(source);
        foreach ((string label, float weight) in seen.GetColumn<string>("Label").Zip(seen.GetColumn<float>("Weight"))) // two passes, in opposite orders
            Assert.Contains(weight, new[] { 60f / (2 * 12), 60f / (2 * 48) });
        var pairs = _ml.Data.CreateEnumerable<Weighed>(seen, reuseRowObject: false).ToList();
        Assert.IsTrue(pairs.All(p => p.Weight == (p.Label == "rare" ? 60f / (2 * 12) : 60f / (2 * 48))));

        var changing = new OddSource(Size, pass => Rows(60).Select(r => (r.Features, pass == 1 ? r.Label : "other")));
        _ml.Ple.ClassWeighted(new Capture(_ml, data => seen = data)).Fit(changing);
        StringAssert.Contains(Assert.Throws<Exception>(() => seen.GetColumn<float>("Weight").ToArray()).GetBaseException().Message, "'Label'");
    }

    [TestMethod]
    public void QualitySaysWhenATableChangesItsRows()
    {
        var source = new OddSource(Size, pass => Rows(60 + pass));
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Ple.TableQuality(source, Steady(), labelColumnName: "Label")).Message;
        StringAssert.Contains(message, "62 rows");
        StringAssert.Contains(message, "63");
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(1f)]
    [DataRow(0.5f)]
    [DataRow(-7.25f)]
    [DataRow(3e38f)]
    public void AColumnThatIsTheSameInEveryRowIsRefusedByName(float value)
    {
        IDataView data = new OddSource(Size, _ => Rows(60).Select(r => (new[] { value, value / 3, value }, r.Label)));
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(data, featureColumn: "Features").Dispose()).Message;
        StringAssert.Contains(message, "'Features'");
        StringAssert.Contains(message, "same");
    }

    [TestMethod]
    [DataRow(Likelihood.Gaussian, 0.3f)]
    [DataRow(Likelihood.Gaussian, 1e-7f)]
    [DataRow(Likelihood.Gaussian, -12345.678f)]
    public void ASlotThatIsTheSameInEveryRowStaysTheSame(Likelihood likelihood, float value)
    {
        OddSource data = new OddSource(Size, _ => Rows(60).Select(r => (new[] { r.Features[0], value, r.Features[2] }, r.Label)));
        using PleGenerativeTransformer generator = Fit(data, featureColumn: "Features", likelihood);
        float[][] made = [.. generator.Generate(40).GetColumn<float[]>("Features")];
        Assert.IsTrue(made.All(r => r[1] == value), $"slot 1 holds {string.Join(", ", made.Take(3).Select(r => r[1]))} instead of {value}");
        Assert.IsGreaterThan(1, made.Select(r => r[0]).Distinct().Count());
        Assert.IsTrue(double.IsFinite(generator.AverageLogLikelihoodBound(data)));
        AssertIsSavedAndLoaded(generator, data.Schema);
    }

    /// <summary>Differences of such numbers are beyond a Single's range.</summary>
    [TestMethod]
    [DataRow("Features")]
    [DataRow(null)]
    public void NumbersAtTheEndsOfTheirRangeMakeFiniteRows(string? featureColumn)
    {
        OddSource data = HugeRows();
        using PleGenerativeTransformer generator = Fit(data, featureColumn);
        float[][] made = [.. generator.Generate(500).GetColumn<float[]>("Features")];
        Assert.IsTrue(made.All(r => r.All(float.IsFinite)));
        Assert.IsGreaterThan(1e38f, made.Max(r => r[0]));
        Assert.IsLessThan(-1e38f, made.Min(r => r[0]));
        AssertIsSavedAndLoaded(generator, data.Schema);
    }

    [TestMethod]
    public void NumbersAtTheEndsOfDoubleMakeFiniteRows()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new Wide { X = (i % 2 == 0 ? 1.7e308 : -1.7e308) * (1 - i * 1e-3), Label = i % 5 == 0 ? "rare" : "often" }).ToArray());
        using PleGenerativeTransformer generator = Fit(data, featureColumn: null);
        Assert.IsTrue(generator.Generate(500).GetColumn<double>("X").All(double.IsFinite));
        AssertIsSavedAndLoaded(generator, data.Schema);
        Assert.IsTrue(_ml.Ple.GenerateRows(data, new() { Strategy = SamplingStrategy.Auto }).GetColumn<double>("X").All(double.IsFinite));
        TableQualityReport report = _ml.Ple.TableQuality(data, generator.Generate(100));
        Assert.IsTrue(double.IsFinite(report.TwoSampleAuc!.Value) && report.Columns.All(c => double.IsFinite(c.Value)));
    }

    [TestMethod]
    public void ScoresOfSuchNumbersAreFinite()
    {
        FeatureScores metrics = _ml.Ple.FidScorer().Fit(HugeRows()).Score(HugeRows()).Scores;
        Assert.IsTrue(double.IsFinite(metrics.Fid!.Value) && double.IsFinite(metrics.Kid!.Value), $"FID {metrics.Fid}, KID {metrics.Kid}");
        IDataView classified = _ml.Transforms.CopyColumns("PredictedLabel", "Label").Fit(HugeRows()).Transform(HugeRows());
        var report = _ml.Ple.ClassImbalanceFairness().Fit(HugeRows()).Score(classified);
        Assert.IsTrue(report.Classes.All(c => double.IsFinite(c.Fid!.Value)));
        TableQualityReport quality = _ml.Ple.TableQuality(HugeRows(), HugeRows());
        Assert.IsTrue(double.IsFinite(quality.TwoSampleAuc!.Value) && quality.Columns.All(c => double.IsFinite(c.Value)));
        Assert.IsTrue(_ml.Ple.GenerateRows(HugeRows(), new() { Strategy = SamplingStrategy.Auto }).GetColumn<float[]>("Features").All(r => r.All(float.IsFinite)));
    }

    /// <summary>What a fit accepts must come back from its file.</summary>
    private static void AssertIsSavedAndLoaded(PleGenerativeTransformer generator, DataViewSchema schema)
    {
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_ml, generator, schema));
        CollectionAssert.AreEqual(MixedTable.Dump(generator.Generate(20)), MixedTable.Dump(loaded.Generate(20)));
    }

    private static OddSource HugeRows() => new(Size, _ => Rows(100).Select((r, i) => (new[] { i % 10 == 0 ? 3.4e38f : -3.4e38f + i * 1e36f, 3.3e38f - i * 1e36f, r.Features[2] }, r.Label)));

    private static OddSource Steady() => new(Size, _ => Rows(60));

    private static (float[] Features, string Label)[] Rows(int count)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count).Select(i => (new[] { 10 * random.NextSingle(), 10 * random.NextSingle(), 10 * random.NextSingle() }, i % 5 == 0 ? "rare" : "often"))];
    }

    private static PleGenerativeTransformer Fit(IDataView data, string? featureColumn, Likelihood likelihood = Likelihood.Automatic) => _ml.Ple.GenerativeTrainer(new()
    {
        FeatureColumnName = featureColumn,
        ConditionColumnName = featureColumn is null ? "Label" : null,
        Likelihood = likelihood,
        Model = new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = false },
        Correction = new() { Steps = 10 },
        Steps = 150,
        BatchSize = 32,
        Seed = 3,
    }).Fit(data);

    private sealed class Weighed
    {
        public string Label { get; set; } = "";

        public float Weight { get; set; }
    }

    private sealed class Wide
    {
        public double X { get; set; }

        public string Label { get; set; } = "";
    }

    /// <summary>An estimator that shows the table it is given.</summary>
    private sealed class Capture(MLContext mlContext, Action<IDataView> show) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            show(input);
            return mlContext.Transforms.CopyColumns("Copy", "Label").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;

namespace Ple.MLNet.Tests.Augmentation;

/// <summary>Samplers of one's own, strategies and weights of new rows, and under-sampling.</summary>
[TestClass]
public class CustomSamplingTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void ASamplerOfOnesOwnMakesTheRows()
    {
        IDataView made = _mlContext.Ple.GenerateRows(Rows(), new AugmentationOptions { Sampler = new Shifted(100), Seed = 1 });
        float[] values = [.. made.GetColumn<float>("X")];
        Assert.HasCount(30 - 10, values); // one for three of 90
        Assert.IsTrue(values.All(v => v >= 100));
        Assert.IsTrue(made.GetColumn<string>("Label").All(l => l == "rare"));
        CollectionAssert.AreEqual(values, made.GetColumn<float>("X").ToArray());
        float[] plausible = [.. _mlContext.Ple.GenerateRows(Rows(), new AugmentationOptions { Sampler = new PlausibleSampling(new Shifted(0)), Seed = 1 }).GetColumn<float>("X")];
        Assert.HasCount(20, plausible);
    }

    [TestMethod]
    [DataRow(1, 20, "was asked for")]
    [DataRow(0, 5, "made 5 rows")]
    public void ASamplerThatBreaksItsWordIsNamed(int wrongClasses, int most, string message)
        => StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.GenerateRows(Rows(), new AugmentationOptions { Sampler = new Shifted(0, wrongClasses, most), Seed = 1 })).Message, message);

    [TestMethod]
    public void StrategiesSayHowManyRowsEachClassGets()
    {
        Dictionary<string, int> Added(SamplingStrategy strategy)
            => _mlContext.Ple.GenerateRows(Rows(middle: 40), new AugmentationOptions { Sampler = new RandomOverSampling(), Strategy = strategy, Seed = 1 }).GetColumn<string>("Label").CountBy(l => l).ToDictionary();
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["rare"] = 80 }, Added(SamplingStrategy.Minority));
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["rare"] = 80, ["middle"] = 50 }, Added(SamplingStrategy.NotMajority));
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["rare"] = 5, ["middle"] = 20, ["often"] = 45 }, Added(SamplingStrategy.All(1.5)));
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["middle"] = 1 }, Added(SamplingStrategy.Of(counts => new Dictionary<object, long> { ["middle"] = counts["middle"] + 1 })));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SamplingStrategy.All(1));
    }

    [TestMethod]
    public void NewRowsWeighLess()
    {
        var seen = new List<(float X, float Weight)>();
        _mlContext.Ple.Augmented(new Recorder(seen), new AugmentationOptions { Sampler = new Shifted(100), ExampleWeightColumnName = "W", AddedRowWeight = 0.4, Seed = 1 }).Fit(Rows());
        Assert.HasCount(120, seen);
        Assert.IsTrue(seen.All(row => row.Weight == (row.X >= 100 ? 0.4f : 1)));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.Augmented(new Recorder(seen), new AugmentationOptions { Sampler = new Shifted(1), ExampleWeightColumnName = "X" }).Fit(Rows())).Message, "'X'");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.Augmented(new Recorder(seen), new AugmentationOptions { AddedRowWeight = 0 }));
    }

    [TestMethod]
    public void NothingToAddIsAWarning()
    {
        var said = new List<string>();
        var mlContext = new MLContext(1);
        mlContext.Log += (_, e) => said.Add($"{e.Kind}: {e.RawMessage}");
        mlContext.Ple.GenerateRows(Rows(), new AugmentationOptions { Sampler = new RandomOverSampling(), Strategy = SamplingStrategy.Ratio(0.05) });
        Assert.IsTrue(said.Any(s => s.StartsWith("Warning: Nothing was added", StringComparison.Ordinal)));
        mlContext.Ple.GenerateRows(Rows(rare: 4), new AugmentationOptions { Sampler = new RandomOverSampling() });
        Assert.IsTrue(said.Any(s => s.Contains("has 4 rows, too few to learn from", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(1.0, 10)]
    [DataRow(3.0, 30)]
    [DataRow(20.0, 90)]
    public void UnderSamplingLeavesRowsOfOthersOut(double ratio, int expected)
    {
        var seen = new List<(float X, float Weight)>();
        _mlContext.Ple.UnderSampled(new Recorder(seen), majorityToMinority: ratio, seed: 3).Fit(Rows());
        Assert.HasCount(expected, seen.Where(row => row.X >= 10));
        Assert.HasCount(10, seen.Where(row => row.X < 10));
        Assert.HasCount(seen.Count, seen.Distinct());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _mlContext.Ple.UnderSampled(new Recorder(seen), majorityToMinority: 0.5));
    }

    private static IDataView Rows(int rare = 10, int middle = 0) => _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 90 + rare + middle)
        .Select(i => new Row { X = i, Label = i < rare ? "rare" : i < rare + middle ? "middle" : "often" }).ToArray());

    private sealed class Row
    {
        public float X { get; set; }

        public string Label { get; set; } = "";
    }

    /// <summary>Rows of the class, moved.</summary>
    private sealed class Shifted(float by, int wrongClasses = 0, int most = int.MaxValue) : CustomSampling
    {
        protected override Func<object, long, IDataView> Fit(MLContext mlContext, IDataView rows, string labelColumnName)
        {
            Row[] known = [.. mlContext.Data.CreateEnumerable<Row>(rows, reuseRowObject: false)];
            return (category, count) =>
            {
                Row[] members = [.. known.Where(r => r.Label == (string)category)];
                return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, (int)Math.Min(count, most))
                    .Select(i => new Row { X = members[i % members.Length].X + by, Label = i < wrongClasses ? "often" : (string)category }).ToArray());
            };
        }
    }

    private sealed class Recorder(List<(float, float)> seen) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            float[] weights = input.Schema.GetColumnOrNull("W") is null ? [.. input.GetColumn<float>("X").Select(_ => 1f)] : [.. input.GetColumn<float>("W")];
            seen.AddRange(input.GetColumn<float>("X").Zip(weights));
            return _mlContext.Transforms.CopyColumns("Copy", "X").Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Tests.Samples;

namespace Ple.MLNet.Tests.SelfConsumption;

[TestClass]
public class SelfConsumingLoopTests
{
    private const int Rows = 40;
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>What each generation is fitted to, by a model that remembers: its mean, deviation and number of rows are those of its data.</summary>
    [TestMethod]
    public void TheDataOfAGenerationAreThoseOfItsPolicy()
    {
        float[][] Fitted(GenerationData data, Func<int, long, IDataView>? fresh = null, long? rows = null)
        {
            var memory = new RememberingEstimator(_mlContext);
            _mlContext.Ple.SelfConsumingLoop(memory, new SelfConsumingLoopOptions { Generations = 2, Data = data, FreshRows = fresh, Rows = rows, Seed = 3 }).Fit(Values(Real()));
            return [.. memory.Seen];
        }
        float[][] replace = Fitted(GenerationData.Replace);
        Assert.HasCount(3, replace);
        CollectionAssert.AreEqual(Real(), replace[0]);
        Assert.HasCount(Rows, replace[1]);
        Assert.IsEmpty(replace[0].Intersect(replace[1]));
        Assert.IsEmpty(replace[1].Intersect(replace[2]));

        float[][] accumulate = Fitted(GenerationData.Accumulate);
        CollectionAssert.AreEqual(new[] { Rows, 2 * Rows, 3 * Rows }, accumulate.Select(r => r.Length).ToArray());
        CollectionAssert.AreEqual(accumulate[1], accumulate[2][..(2 * Rows)]);
        CollectionAssert.AreEqual(Real(), accumulate[1][..Rows]);
        CollectionAssert.AreEqual(replace[1], accumulate[1][Rows..]);

        float[][] drawn = Fitted(GenerationData.AccumulateSubsample);
        CollectionAssert.AreEqual(new[] { Rows, Rows, Rows }, drawn.Select(r => r.Length).ToArray());
        Assert.HasCount(Rows, drawn[2].Distinct());
        CollectionAssert.IsSubsetOf(drawn[1], accumulate[1]);
        Assert.IsInRange(5, 35, drawn[1].Intersect(Real()).Count());

        float[][] mixed = Fitted(GenerationData.Mixed(0.25));
        CollectionAssert.AreEqual(Real()[..10], mixed[1][..10]);
        CollectionAssert.AreEqual(Real()[..10], mixed[2][..10]);
        Assert.HasCount(Rows, mixed[2]);
        Assert.IsEmpty(mixed[2][10..].Intersect(Real()));

        float[][] fresh = Fitted(GenerationData.Fresh(0.5), (generation, count) => Values([.. Enumerable.Range(0, (int)count + 5).Select(i => generation * 1000f + i)]));
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => 2000f + i).ToArray(), fresh[2][..20]);
        Assert.HasCount(Rows, fresh[2]);
        Assert.HasCount(100, Fitted(GenerationData.Replace, rows: 100)[1]);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void AReplaceLoopReadsTheRealRowsOnceAndNeverAgain(bool byCorrectedGenerator)
    {
        var counted = new CountedView(Values(Real(200)));
        int readsOfFirst = 0;
        var options = new SelfConsumingLoopOptions
        {
            Generations = 2, Seed = 3, Metrics = [new("mean", rows => rows.GetColumn<float>("Value").Average())],
            Progress = new Said(scores => readsOfFirst = scores.Generation == 0 ? counted.Reads : readsOfFirst),
        };
        ConsumptionHistory history;
        if (byCorrectedGenerator)
        {
            using var last = _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.GenerativeTrainer(new()
            {
                Model = new VaeOptions { HiddenSizes = [8], LatentSize = 2, BatchNorm = false }, Steps = 20, Correction = new() { Steps = 5 }, Seed = 1,
            }), options).Fit(counted);
            history = last.History;
        }
        else
        {
            history = _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.Distribution("Value", DistributionFamilies.Gaussian), options).Fit(counted).History;
        }
        Assert.IsGreaterThan(0, readsOfFirst);
        Assert.AreEqual(readsOfFirst, counted.Reads);
        Assert.HasCount(3, history.Generations);
    }

    /// <summary>The maximum likelihood estimate of a variance shrinks by 1 - 1/n in each generation, the corrected one does not.</summary>
    [TestMethod]
    public void AVarianceShrinksByMaximumLikelihoodAlone()
    {
        const int Runs = 300, Generations = 5, N = 10;
        double[] Ratios(PointEstimator estimator) => [.. Enumerable.Range(0, Runs).Select(run =>
        {
            var random = new Random(run);
            IDataView real = Values([.. Enumerable.Range(0, N).Select(_ => (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))]);
            var loop = _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.Distribution(new DistributionOptions { ColumnName = "Value", Family = DistributionFamilies.GaussianVariance, Estimator = estimator }),
                new SelfConsumingLoopOptions { Generations = Generations, Seed = run }).Fit(real);
            return loop.Last.Parameters["variance"];
        })];
        foreach ((PointEstimator estimator, double factor) in new (PointEstimator, double)[] { (new MaximumLikelihood(), 1 - 1.0 / N), (new ClosedFormPle(), 1) })
        {
            double[] last = Ratios(estimator);
            double expected = (estimator is MaximumLikelihood ? 1 - 1.0 / N : 1) * Math.Pow(factor, Generations), mean = last.Average();
            double error = Math.Sqrt(last.Sum(v => (v - mean) * (v - mean)) / (Runs - 1) / Runs);
            Assert.AreEqual(expected, mean, 4 * error);
        }
    }

    [TestMethod]
    public void TheLastGenerationIsSavedAsItself()
    {
        using var folder = new TestFolder();
        var loop = _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.Distribution("Value", DistributionFamilies.Gaussian), generations: 2).Fit(Values(Real()));
        _mlContext.Model.Save(loop, Values(Real()).Schema, folder["last.zip"]);
        var loaded = (DistributionTransformer)new MLContext().Model.Load(folder["last.zip"], out _);
        CollectionAssert.AreEqual(loop.Last.Generate(5).GetColumn<float>("Value").ToArray(), loaded.Generate(5).GetColumn<float>("Value").ToArray());
        StringAssert.StartsWith(loop.History.ToMarkdown(), "| generation | rows | seconds |");
        Assert.HasCount(3, loop.History.Generations);
    }

    [TestMethod]
    public void MetricsComeOutInEveryForm()
    {
        var loop = _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.Distribution("Value", DistributionFamilies.Gaussian), new SelfConsumingLoopOptions
        {
            Generations = 1, Seed = 2, Metrics = [new("mean", rows => rows.GetColumn<float>("Value").Average()), new("none", _ => double.NaN)],
        }).Fit(Values(Real()));
        Assert.IsNull(loop.History.Generations[1].Metrics["none"]);
        StringAssert.Contains(loop.History.ToMarkdown(), "| generation | rows | mean | none | seconds |");
        IDataView table = loop.History.ToDataView(_mlContext);
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 1 }, table.GetColumn<int>("Generation").ToArray());
        CollectionAssert.AreEqual(new[] { "mean", "none", "mean", "none" }, table.GetColumn<string>("Metric").ToArray());
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        string Message(SelfConsumingLoopOptions options, IDataView? data = null) => Assert.Throws<Exception>(
            () => _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.Distribution("Value", DistributionFamilies.Gaussian), options).Fit(data ?? Values(Real()))).Message;
        StringAssert.Contains(Message(new() { Generations = -1 }), "Generations");
        StringAssert.Contains(Message(new() { Rows = 0 }), "Rows");
        StringAssert.Contains(Message(new() { Data = GenerationData.Mixed(1) }), "above 0 and below 1");
        StringAssert.Contains(Message(new() { Data = GenerationData.Fresh(0.5) }), "set both or neither");
        StringAssert.Contains(Message(new() { Data = GenerationData.Fresh(0.5), FreshRows = (_, _) => Values([1, 2]) }), "takes 20 fresh rows; FreshRows gave 2");
        StringAssert.Contains(Message(new() { Metrics = [new("a", _ => 1), new("a", _ => 2)] }), "same name");
        StringAssert.Contains(Message(new(), Values([])), "no rows");
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.SelfConsumingLoop<DistributionTransformer>((_, _) => null!, new()).Fit(Values(Real()))).Message, "none for generation 0");
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.SelfConsumingLoop(_mlContext.Transforms.CopyColumns("Other", "Value")).Fit(Values(Real()))).Message, "IRowGenerator");
    }

    private static float[] Real(int rows = Rows)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, rows).Select(_ => (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))];
    }

    private static IDataView Values(float[] values) => _mlContext.Data.LoadFromEnumerable(values.Select(v => new One { Value = v }).ToArray());

    private sealed class One
    {
        public float Value { get; set; }
    }

    private sealed class Said(Action<GenerationScores> hear) : IProgress<GenerationScores>
    {
        public void Report(GenerationScores value) => hear(value);
    }

    /// <summary>One's own estimator: keeps what it was fitted to, and its transformer makes numbers by their seed.</summary>
    private sealed class RememberingEstimator(MLContext mlContext) : IEstimator<CountingTransformer>
    {
        public List<float[]> Seen { get; } = [];

        public CountingTransformer Fit(IDataView input)
        {
            Seen.Add([.. input.GetColumn<float>("Value")]);
            return new(mlContext);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class CountingTransformer(MLContext mlContext) : ITransformer, IRowGenerator
    {
        public bool IsRowToRowMapper => false;

        public IDataView Generate(long count, int seed)
        {
            var random = new Random(seed);
            return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, (int)count).Select(_ => new One { Value = random.NextSingle() }).ToArray());
        }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;
    }
}

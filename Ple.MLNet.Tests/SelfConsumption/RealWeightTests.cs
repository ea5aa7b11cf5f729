using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Distributions;
using Ple.MLNet.Estimation;
using Ple.MLNet.SelfConsumption;

namespace Ple.MLNet.Tests.SelfConsumption;

[TestClass]
public class RealWeightTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Rows come about as often as they weigh, and as many as before.</summary>
    [TestMethod]
    [DataRow(0.3)]
    [DataRow(0.618)]
    [DataRow(0.95)]
    public void WithoutAColumnRowsComeAsOftenAsTheyWeigh(double share)
    {
        const int Real = 40, All = 100;
        float[] rows = [.. Apply(RealWeight.Of(share), Real, All).GetColumn<float>("Value")];
        Assert.HasCount(All, rows);
        Assert.AreEqual(share * All, rows.Count(v => v < Real), 1.0);
        foreach ((float value, int times) in rows.CountBy(v => v))
        {
            double weight = value < Real ? share * All / Real : (1 - share) * All / (All - Real);
            Assert.IsInRange(Math.Floor(weight), Math.Ceiling(weight), times);
        }
    }

    [TestMethod]
    public void AColumnHoldsTheWeights()
    {
        IDataView weighted = Apply(RealWeight.Of(0.8, "W"), 10, 50);
        float[] weights = [.. weighted.GetColumn<float>("W")];
        CollectionAssert.AreEqual(Enumerable.Repeat(4f, 10).Concat(Enumerable.Repeat(0.25f, 40)).ToArray(), weights);
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).Select(i => (float)i).ToArray(), weighted.GetColumn<float>("Value").ToArray());
        Assert.AreEqual(50, weights.Sum(), 1e-4);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Apply(RealWeight.Of(0.8, "Value"), 10, 50)).Message, "'Value'");
    }

    /// <summary>He, Xu and Cheng: with as many fresh as synthetic rows the mean's squared error ends at (w² + (1-w)²) / (w (2-w)) / n; it is least at the golden ratio's reciprocal, and as that formula says
    /// it is at other weights.</summary>
    [TestMethod]
    public void TheGoldenRatioKeepsTheErrorOfAMeanLeast()
    {
        const int Runs = 150, Generations = 8, N = 20;
        double golden = (Math.Sqrt(5) - 1) / 2;
        CollectionAssert.AreEqual(Apply(RealWeight.Of(golden, "W"), 10, 20).GetColumn<float>("W").ToArray(), Apply(RealWeight.Optimal("W"), 10, 20).GetColumn<float>("W").ToArray());
        double Expected(double w) => (w * w + (1 - w) * (1 - w)) / (w * (2 - w)) / N;
        foreach (double w in new[] { 0.3, golden, 0.9 })
        {
            double[] errors = [.. Enumerable.Range(0, Runs).Select(run =>
            {
                var random = new Random(run);
                IDataView Draw(long count) => Values([.. Enumerable.Range(0, (int)count).Select(_ => (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))]);
                using var loop = _mlContext.Ple.SelfConsumingLoop(new WeightedMean(_mlContext), new SelfConsumingLoopOptions
                {
                    Generations = Generations, Seed = run, Rows = 2 * N, Data = GenerationData.Fresh(0.5), FreshRows = (_, count) => Draw(count), RealWeight = RealWeight.Of(w, "W"),
                }).Fit(Draw(2 * N));
                return Math.Pow(loop.Last.Parameters["mu"], 2);
            })];
            double mean = errors.Average(), error = Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / (Runs - 1) / Runs);
            Assert.AreEqual(Expected(w), mean, 4 * error, $"w = {w}");
        }
        Assert.IsLessThan(Math.Min(Expected(golden - 0.01), Expected(golden + 0.01)), Expected(golden));
    }

    [TestMethod]
    public void WrongOptionsAreNamed()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => RealWeight.Of(1));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.SelfConsumingLoop(_mlContext.Ple.Distribution("Value", DistributionFamilies.Gaussian),
            new SelfConsumingLoopOptions { RealWeight = RealWeight.Optimal() })).Message, "Fresh");
    }

    private static IDataView Apply(RealWeight weight, int real, int all) => weight.Apply(_mlContext, Values([.. Enumerable.Range(0, all).Select(i => (float)i)]), real, all, seed: 5);

    private static IDataView Values(float[] values) => _mlContext.Data.LoadFromEnumerable(values.Select(v => new Row { Value = v }).ToArray());

    private sealed class Row
    {
        public float Value { get; set; }
    }

    /// <summary>A Gaussian whose mean is weighted and whose deviation stays 1.</summary>
    private sealed class WeightedMean(MLContext mlContext) : IEstimator<DistributionTransformer>
    {
        public DistributionTransformer Fit(IDataView input)
        {
            float[] values = [.. input.GetColumn<float>("Value")];
            float[] weights = input.Schema.GetColumnOrNull("W") is null ? [.. values.Select(_ => 1f)] : [.. input.GetColumn<float>("W")];
            double mean = values.Zip(weights, (v, w) => (double)v * w).Sum() / weights.Sum();
            return mlContext.Ple.Distribution(new DistributionOptions { ColumnName = "Value", Family = DistributionFamilies.Gaussian, Estimator = new MaximumLikelihood() }).Fit(Values([(float)(mean - 1), (float)(mean + 1)]));
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}

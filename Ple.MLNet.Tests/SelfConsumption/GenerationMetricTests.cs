using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.SelfConsumption;

[TestClass]
public class GenerationMetricTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>A class goes down from generation to generation: its share and interval, what a classifier makes of it, and when it is gone.</summary>
    [TestMethod]
    public void AVanishingClassIsSeen()
    {
        IDataView real = Rows(share: 0.2);
        var shares = new Dictionary<object, double> { ["often"] = 0.75, ["rare"] = 0.25 };
        IEstimator<ITransformer> classifier = _mlContext.Transforms.Conversion.MapValueToKey("Key", "Class").Append(_mlContext.Transforms.Concatenate("Features", "X", "Y"))
            .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Key", "Features")).Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        int generation = 0;
        using var loop = _mlContext.Ple.SelfConsumingLoop<PleGenerativeTransformer>((g, before) => g == 0 ? Trainer() : new Fewer(before!, generation = g), new SelfConsumingLoopOptions
        {
            Generations = 2, Seed = 1, ClassMix = shares,
            Metrics =
            [
                GenerationMetric.ClassShare("Class", "rare"), .. GenerationMetric.ClassShareInterval("Class", "rare"), GenerationMetric.ColumnDifference(_mlContext, real),
                .. GenerationMetric.Downstream(_mlContext, classifier, real, "Class"),
                new("forced", rows => 2 - generation),
            ],
        }).Fit(real);
        IReadOnlyDictionary<string, double?> first = loop.History.Generations[0].Metrics;
        Assert.IsTrue(first["share of rare, low"] < first["share of rare"] && first["share of rare"] < first["share of rare, high"]);
        Assert.IsGreaterThan(0.9, first["accuracy"]!.Value);
        Assert.IsGreaterThan(0.8, first["accuracy on rare"]!.Value);
        Assert.IsInRange(0.0, 0.4, first["column difference"]!.Value);
        Assert.AreEqual(2, loop.History.FirstAtZero("forced"));
        Assert.IsNull(loop.History.FirstAtZero("share of rare"));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => loop.History.FirstAtZero("none")).Message, "accuracy on rare");
    }

    /// <summary>Rows of the mix that is asked for reach the next generation; those that are scored come as the model has them.</summary>
    [TestMethod]
    public void AMixOfClassesIsConsumed()
    {
        var seen = new List<double>();
        using var loop = _mlContext.Ple.SelfConsumingLoop<PleGenerativeTransformer>((generation, before) => new Watched(Trainer(), rows => seen.Add(Share(rows))), new SelfConsumingLoopOptions
        {
            Generations = 1, Seed = 1, ClassMix = new Dictionary<object, double> { ["often"] = 0.6, ["rare"] = 0.4 }, Metrics = [new("share", rows => Share(rows))],
        }).Fit(Rows(share: 0.2));
        Assert.AreEqual(0.2, seen[0], 1e-9);
        Assert.AreEqual(0.4, seen[1], 1e-9);
        Assert.AreEqual(0.2, loop.History.Generations[0].Metrics["share"]!.Value, 0.1);
        Assert.AreEqual(0.4, loop.History.Generations[1].Metrics["share"]!.Value, 0.1);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.SelfConsumingLoop(Trainer(), new SelfConsumingLoopOptions { ClassMix = new Dictionary<object, double> { ["rare"] = 0.4 } })).Message, "add up to 1");
    }

    /// <summary>Wilson's interval of 0 of 10 and of 5 of 10, as statsmodels 0.14 gives it.</summary>
    [TestMethod]
    [DataRow(0.0, 10, 0.0, 0.2775328)]
    [DataRow(0.5, 10, 0.2365931, 0.7634069)]
    public void TheIntervalIsWilsons(double share, int rows, double low, double high)
    {
        Assert.AreEqual(low, Ple.MLNet.Statistics.Binomial.Wilson(share, rows, -1), 1e-6);
        Assert.AreEqual(high, Ple.MLNet.Statistics.Binomial.Wilson(share, rows, 1), 1e-6);
    }

    private static double Share(IDataView rows) => rows.GetColumn<string>("Class").Average(c => c == "rare" ? 1.0 : 0);

    private static PleGenerativeTrainer Trainer() => _mlContext.Ple.GenerativeTrainer(new()
    {
        ConditionColumnName = "Class", Model = new VaeOptions { HiddenSizes = [16], LatentSize = 2, BatchNorm = false }, Steps = 400, EarlyStopping = new() { ValidationFraction = 0 },
        Correction = new() { Kind = CorrectionKind.None }, LearningRate = 0.005, Seed = 1,
    });

    private static IDataView Rows(double share)
    {
        var random = new Random(1);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 500).Select(i => new Row
        {
            X = (float)MathNet.Numerics.Distributions.Normal.Sample(random, i < 500 * share ? 6 : 0, 1), Y = random.NextSingle(), Class = i < 500 * share ? "rare" : "often",
        }).ToArray());
    }

    private sealed class Row
    {
        public float X { get; set; }

        public float Y { get; set; }

        public string Class { get; set; } = "";
    }

    private sealed class Fewer(PleGenerativeTransformer before, int generation) : IEstimator<PleGenerativeTransformer>
    {
        public PleGenerativeTransformer Fit(IDataView input) => generation > 0 ? before : throw new InvalidOperationException();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class Watched(PleGenerativeTrainer trainer, Action<IDataView> watch) : IEstimator<PleGenerativeTransformer>
    {
        public PleGenerativeTransformer Fit(IDataView input)
        {
            watch(input);
            return trainer.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}

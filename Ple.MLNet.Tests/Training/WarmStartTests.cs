using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

[TestClass]
public class WarmStartTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Few steps from a generator's weights are worth more than few from random ones, and that generator stays as it was.</summary>
    [TestMethod]
    [DataRow(null)]
    [DataRow("Class")]
    public void AFitBeginsWithTheWeightsOfAnother(string? condition)
    {
        IDataView rows = Rows(seed: 1), others = Rows(seed: 2);
        using PleGenerativeTransformer first = Trainer(condition, steps: 400).Fit(rows);
        float[][] before = Generated(first);
        using PleGenerativeTransformer warm = Trainer(condition, steps: 3, first).Fit(others);
        using PleGenerativeTransformer cold = Trainer(condition, steps: 3).Fit(others);
        Assert.IsGreaterThan(cold.AverageLogLikelihoodBound(others) + 0.3, warm.AverageLogLikelihoodBound(others));
        foreach ((float[] now, float[] then) in Generated(first).Zip(before))
            CollectionAssert.AreEqual(then, now);
        CollectionAssert.AreEqual(first.Classes.ToArray(), warm.Classes.ToArray());
    }

    /// <summary>A loop hands each generation the one before, not yet disposed of.</summary>
    [TestMethod]
    public void ALoopCanGoOnWithItsOwnWeights()
    {
        var seen = new List<bool>();
        using var loop = _mlContext.Ple.SelfConsumingLoop<PleGenerativeTransformer>((generation, before) =>
        {
            seen.Add(before is null);
            return Trainer(null, generation == 0 ? 200 : 5, before);
        }, new SelfConsumingLoopOptions
        {
            Generations = 2, Seed = 1,
            Metrics = [GenerationMetric.LogLikelihood(Rows(seed: 3)), .. GenerationMetric.Features(_mlContext.Ple.FidScorer().Fit(Rows(seed: 3))).Where(m => m.Name is "kid" or "precision" or "recall" or "coverage")],
        }).Fit(Rows(seed: 1));
        CollectionAssert.AreEqual(new[] { true, false, false }, seen);
        double?[] likelihoods = [.. loop.History.Generations.Select(g => g.Metrics["log-likelihood"])];
        using PleGenerativeTransformer cold = Trainer(null, 5).Fit(Rows(seed: 1));
        Assert.IsTrue(likelihoods.All(l => l > cold.AverageLogLikelihoodBound(Rows(seed: 3))));
        Assert.IsTrue(loop.History.Generations.All(g => g.Metrics["precision"] is >= 0 and <= 1 && g.Metrics["recall"] is >= 0 and <= 1 && g.Metrics["coverage"] is >= 0 and <= 1 && g.Metrics["kid"] is not null));
        StringAssert.Contains(loop.History.ToHtml("Loop"), "<figcaption>log-likelihood</figcaption>");
    }

    /// <summary>Of a table as well: the rows come in the code of the generator that the fit begins with.</summary>
    [TestMethod]
    public void ATableGoesOnToo()
    {
        using PleGenerativeTransformer first = Table(steps: 300).Fit(Rows(seed: 1));
        using PleGenerativeTransformer warm = Table(steps: 2, first).Fit(Rows(seed: 2));
        using PleGenerativeTransformer cold = Table(steps: 2).Fit(Rows(seed: 2));
        Assert.IsLessThan(cold.Summary.Loss!.Value - 0.5, warm.Summary.Loss!.Value);
        Assert.AreEqual(20, warm.Generate(20, "rare").GetColumn<string>("Class").Count(c => c == "rare"));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { StartFrom = first }).Fit(Rows(seed: 1))).Message, "the condition 'Class'");
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => Table(2, first).Fit(Rows(seed: 1, rare: "unheard"))).Message, "Class");
    }

    [TestMethod]
    public void WrongInputIsNamed()
    {
        using PleGenerativeTransformer start = Trainer(null, steps: 5).Fit(Rows(seed: 1));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { StartFrom = start }).Fit(Rows(seed: 1))).Message, "one vector column");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", StartFrom = start, Method = EstimationMethod.Hypernetwork,
        })).Message, "maximum likelihood");
        string Message(GenerativeTrainerOptions options) => Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(options).Fit(Rows(seed: 1))).Message;
        StringAssert.Contains(Message(new() { FeatureColumnName = "Features", StartFrom = start, Model = new VaeOptions { HiddenSizes = [9], LatentSize = 2 } }), "of another shape");
        StringAssert.Contains(Message(new() { FeatureColumnName = "Features", StartFrom = start, ConditionColumnName = "Class" }), "by class of 'Class'");
        StringAssert.Contains(Message(new() { FeatureColumnName = "Features", StartFrom = start, Likelihood = Likelihood.Beta }), "Gaussian likelihood, and keeps it");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Other", StartFrom = start })
            .Fit(_mlContext.Transforms.CopyColumns("Other", "Features").Fit(Rows(seed: 1)).Transform(Rows(seed: 1)))).Message, "'Other' is to be learnt");
        using PleGenerativeTransformer byClass = Trainer("Class", steps: 5).Fit(Rows(seed: 1));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Trainer("Class", 5, byClass).Fit(Rows(seed: 1, rare: "unheard"))).Message, "unheard");
        start.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => Trainer(null, 5, start).Fit(Rows(seed: 1)));
    }

    private static PleGenerativeTrainer Trainer(string? condition, int steps, PleGenerativeTransformer? start = null) => _mlContext.Ple.GenerativeTrainer(new()
    {
        FeatureColumnName = "Features", ConditionColumnName = condition, Model = start is null ? new VaeOptions { HiddenSizes = [16], LatentSize = 2, BatchNorm = false } : null, StartFrom = start,
        Steps = steps, Correction = new() { Kind = CorrectionKind.None }, Seed = 1,
    });

    private static PleGenerativeTrainer Table(int steps, PleGenerativeTransformer? start = null) => _mlContext.Ple.GenerativeTrainer(new()
    {
        ConditionColumnName = "Class", StartFrom = start, Steps = steps, EarlyStopping = new() { ValidationFraction = 0 }, Correction = new() { Kind = CorrectionKind.None }, Seed = 1,
    });

    private static float[][] Generated(PleGenerativeTransformer generator) => [.. generator.Generate(20).GetColumn<float[]>("Features")];

    private static IDataView Rows(int seed, string rare = "rare")
    {
        var random = new Random(seed);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i =>
        {
            float at = (float)MathNet.Numerics.Distributions.Normal.Sample(random, i % 5 == 0 ? 8 : 0, 1);
            return new Row { Features = [at, 2 * at + random.NextSingle(), -at + random.NextSingle()], Class = i % 5 == 0 ? rare : "often" };
        }).ToArray());
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public string Class { get; set; } = "";
    }
}

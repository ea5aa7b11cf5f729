using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class SequentialTreesTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>A field that another tells is told by it; numbers lie between training numbers, not on them alone.</summary>
    [TestMethod]
    public void AVectorsValuesFollowEachOther()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(5);
        float[][] points = [.. Enumerable.Range(0, 800).Select(_ => (float)random.NextDouble()).Select(x => (float[])[x, x < 0.5f ? 3 : -3, x * x])];
        IDataView rows = _mlContext.Data.LoadFromEnumerable(points.Select(p => new Point { Features = p }).ToArray());
        using PleGenerativeTransformer trees = _mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Features", Model = new SequentialTreesOptions(), Likelihood = Likelihood.Gaussian, Seed = 1 }).Fit(rows);
        float[][] made = [.. trees.Generate(1000).GetColumn<float[]>("Features")];
        Assert.IsGreaterThan(0.97, made.Average(p => Math.Abs(p[1] - (p[0] < 0.5f ? 3 : -3)) < 0.1f ? 1.0 : 0));
        Assert.IsLessThan(0.03, made.Average(p => Math.Abs(p[2] - p[0] * p[0])));
        Assert.IsLessThan(300, made.Count(p => points.Any(k => k[0] == p[0]))); // the outermost of a leaf have one neighbor only
    }

    [TestMethod]
    public void LargeTablesAreSampled()
    {
        using PleGenerativeTransformer few = Trainer(new() { MostRows = 100 }).Fit(TableModelsTests.Rows(1000, seed: 1));
        Assert.AreEqual(100, ((ISelfFittingModel)few.Fitted.Model).State["rows"].shape[0]);
    }

    private static PleGenerativeTrainer Trainer(SequentialTreesOptions options) => _mlContext.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = options, Seed = 1 });

    private sealed class Point
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}

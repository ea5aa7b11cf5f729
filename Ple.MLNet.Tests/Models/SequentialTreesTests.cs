using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Scoring;
using Ple.MLNet.Tests.Classifiers;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

[TestClass]
public class SequentialTreesTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Columns, associations and classes are those of the table, missing values too; the saved generator makes the same rows.</summary>
    [TestMethod]
    public void RowsAreLikeTheTables()
    {
        IDataView rows = Rows(2000, seed: 1), heldOut = Rows(2000, seed: 2);
        using PleGenerativeTransformer trees = Trainer(new()).Fit(rows);
        IDataView made = trees.Generate(2000);
        TableQualityReport quality = _mlContext.Ple.TableQuality(rows, made, heldOut, "Label");
        Assert.IsLessThan(0.05, quality.AssociationDifference!.Value);
        Assert.IsTrue(quality.Columns.All(c => c.Value < 0.08), string.Join("; ", quality.Columns));
        Assert.AreEqual(0.05, made.GetColumn<float>("Y").Average(y => float.IsNaN(y) ? 1.0 : 0), 0.02);
        double Mean(IDataView view, string label) => _mlContext.Data.CreateEnumerable<TwoClassTable.Row>(_mlContext.Transforms.CustomMapping<NoInput, WithId>((_, _) => { }, null).Fit(view).Transform(view), false)
            .Where(r => r.Label == label).Average(r => r.X);
        Assert.AreEqual(Mean(rows, "bad"), Mean(trees.Generate(1000, "bad"), "bad"), 0.15);

        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, trees, rows.Schema));
        CollectionAssert.AreEqual(trees.Generate(200).GetColumn<float>("X").ToArray(), loaded.Generate(200).GetColumn<float>("X").ToArray());
        Assert.AreEqual(0, trees.WeightCount);
        Assert.IsNull(trees.Summary.Loss);
    }

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
    public void LargeTablesAreSampledAndOptionsChecked()
    {
        using PleGenerativeTransformer few = Trainer(new() { MostRows = 100 }).Fit(Rows(1000, seed: 1));
        Assert.AreEqual(100, ((ISelfFittingModel)few.Fitted.Model).State["rows"].shape[0]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(new() { LeafRows = 0 }));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.GenerativeTrainer(new() { Model = new SequentialTreesOptions(), Method = EstimationMethod.Hypernetwork }).Fit(Rows(100, 1))).Message, "fits itself");
    }

    private static PleGenerativeTrainer Trainer(SequentialTreesOptions options) => _mlContext.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = options, Seed = 1 });

    private static IDataView Rows(int count, int seed) => _mlContext.Transforms.DropColumns("Id").Fit(TwoClassTable.Make(_mlContext, count, seed)).Transform(TwoClassTable.Make(_mlContext, count, seed));

    private sealed class NoInput;

    private sealed class WithId
    {
        public int Id { get; set; }
    }

    private sealed class Point
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}

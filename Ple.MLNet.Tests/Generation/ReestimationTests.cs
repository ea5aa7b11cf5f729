using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.SelfConsumption;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Generation;

[TestClass]
public class ReestimationTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>H(X) of the training rows is the generator itself; of other rows it is another, which moves with them.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void TheHypernetworkGivesTheGeneratorAgainAndAnotherForOtherRows(bool isTable)
    {
        using PleGenerativeTransformer generator = Trainer(isTable).Fit(Rows(shift: 0));
        using PleGenerativeTransformer same = generator.Reestimate(Rows(shift: 0)), other = generator.Reestimate(Rows(shift: 1));
        double[] before = Values(same);
        foreach ((double expected, double found) in Values(generator).Zip(before))
            Assert.AreEqual(expected, found, 1e-4); // training's kernels round otherwise
        Assert.IsGreaterThan(1e-3, before.Zip(Values(other)).Max(v => Math.Abs(v.First - v.Second)));
        Assert.AreEqual(Rows(shift: 1).GetRowCount(), other.Summary.Rows);
        CollectionAssert.AreEqual(generator.Classes.ToArray(), other.Classes.ToArray());
        using PleGenerativeTransformer further = other.Reestimate(Rows(shift: 0)); // it keeps H as well
        CollectionAssert.AreEqual(before, Values(further));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void ASavedGeneratorKeepsIt(bool isTable)
    {
        using PleGenerativeTransformer generator = Trainer(isTable).Fit(Rows(shift: 0));
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, Rows(shift: 0).Schema));
        using PleGenerativeTransformer expected = generator.Reestimate(Rows(shift: 1)), found = loaded.Reestimate(Rows(shift: 1));
        CollectionAssert.AreEqual(Values(expected), Values(found));
    }

    [TestMethod]
    public void ALoopRunsWithoutTraining()
    {
        using var loop = _mlContext.Ple.SelfConsumingLoop<PleGenerativeTransformer>((_, before) => before?.Reestimator() ?? Trainer(isTable: false), new SelfConsumingLoopOptions
        {
            Generations = 3, Seed = 1, Metrics = [new("mean", rows => rows.GetColumn<float[]>("Features").Average(r => r[0]))],
        }).Fit(Rows(shift: 0));
        Assert.AreEqual(0, loop.Last.Summary.Steps);
        Assert.IsTrue(loop.History.Generations.All(g => g.Metrics["mean"] is { } mean && double.IsFinite(mean)));
    }

    [TestMethod]
    public void WhatCannotBeIsNamed()
    {
        using PleGenerativeTransformer without = Trainer(isTable: false, keep: false).Fit(Rows(shift: 0));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => without.Reestimate(Rows(shift: 0))).Message, "KeepHypernetwork = true");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { KeepHypernetwork = true })).Message, "Method = EstimationMethod.Hypernetwork");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new()
        {
            KeepHypernetwork = true, Method = EstimationMethod.Hypernetwork, EarlyStopping = new() { ValidationFraction = 0.1 },
        })).Message, "without early stopping");
        using PleGenerativeTransformer generator = Trainer(isTable: false).Fit(Rows(shift: 0));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => generator.Reestimate(_mlContext.Data.FilterRowsByColumn(
            _mlContext.Transforms.Conversion.ConvertType("At").Fit(Rows(shift: 0)).Transform(Rows(shift: 0)), "At", 1e6))).Message, "no rows");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => generator.Reestimate(_mlContext.Transforms.DropColumns("Features").Fit(Rows(shift: 0)).Transform(Rows(shift: 0)))).Message, "Features");
        generator.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => generator.Reestimate(Rows(shift: 0)));
    }

    /// <summary>Batch norm takes two rows; what is not finite is named, and a damaged entry of the hypernetwork as damage.</summary>
    [TestMethod]
    public void FewAndBadRowsAndDamage()
    {
        IDataView rows = Rows(shift: 0);
        using PleGenerativeTransformer generator = _mlContext.Ple.GenerativeTrainer(new()
        {
            FeatureColumnName = "Features", Model = new VaeOptions { HiddenSizes = [8], LatentSize = 2 }, Method = EstimationMethod.Hypernetwork, Hypernetwork = new() { HiddenSizes = [4] }, KeepHypernetwork = true,
            Steps = 20, Correction = new() { Kind = CorrectionKind.None }, Seed = 1,
        }).Fit(rows);
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => generator.Reestimate(_mlContext.Data.TakeRows(rows, 1))).Message, "at least 2 rows; the table has 1");
        using PleGenerativeTransformer ofTwo = generator.Reestimate(_mlContext.Data.TakeRows(rows, 2));
        Assert.IsTrue(Values(ofTwo).All(double.IsFinite));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => generator.Reestimate(Rows(shift: float.NaN))).Message, "holds NaN in row 0");

        byte[] file = SavedModel.Save(_mlContext, generator, rows.Schema);
        using var memory = new MemoryStream();
        memory.Write(file);
        using (var zip = new System.IO.Compression.ZipArchive(memory, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            System.IO.Compression.ZipArchiveEntry entry = zip.Entries.Single(e => e.FullName.EndsWith("Hypernetwork", StringComparison.Ordinal));
            using Stream stream = entry.Open();
            stream.Seek(-3, SeekOrigin.End);
            stream.WriteByte(77);
        }
        StringAssert.Contains(Assert.Throws<Exception>(() => SavedModel.Load(memory.ToArray())).GetBaseException().Message, "do not match its hash");
    }

    private static PleGenerativeTrainer Trainer(bool isTable, bool keep = true) => _mlContext.Ple.GenerativeTrainer(new()
    {
        FeatureColumnName = isTable ? null : "Features", ConditionColumnName = "Class", Model = new VaeOptions { HiddenSizes = [12], LatentSize = 2, BatchNorm = false },
        Method = EstimationMethod.Hypernetwork, Hypernetwork = new() { HiddenSizes = [8, 6], OuterSizes = [5], HeadScale = 0.1 }, KeepHypernetwork = keep,
        Steps = 60, Correction = new() { Kind = CorrectionKind.None }, Seed = 1,
    });

    private static double[] Values(PleGenerativeTransformer generator) => [.. generator.Generate(30).GetColumn<float[]>("Features").SelectMany(r => r).Select(v => (double)v)];

    private static IDataView Rows(float shift)
    {
        var random = new Random(1);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i =>
        {
            float at = (float)MathNet.Numerics.Distributions.Normal.Sample(random, i % 5 == 0 ? 8 : 0, 1) + shift;
            return new Row { Features = [at, 2 * at + random.NextSingle(), -at + random.NextSingle()], At = at, Class = i % 5 == 0 ? "rare" : "often" };
        }).ToArray());
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public float At { get; set; }

        public string Class { get; set; } = "";
    }
}

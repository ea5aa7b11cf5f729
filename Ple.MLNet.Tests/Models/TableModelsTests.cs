using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Models;
using Ple.MLNet.Scoring;
using Ple.MLNet.Tests.Classifiers;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Models;

/// <summary>Models of tables that fit themselves.</summary>
[TestClass]
public class TableModelsTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    /// <summary>Columns, associations and classes are those of the table, missing values too; the saved generator makes the same rows.</summary>
    [TestMethod]
    [DataRow("trees", 0.05)]
    [DataRow("forest", 0.06)]
    [DataRow("mixture", 0.08)]
    public void RowsAreLikeTheTables(string model, double mostAssociation)
    {
        IDataView rows = Rows(2000, seed: 1), heldOut = Rows(2000, seed: 2);
        using PleGenerativeTransformer generator = Trainer(Options(model)).Fit(rows);
        IDataView made = generator.Generate(2000);
        TableQualityReport quality = _mlContext.Ple.TableQuality(rows, made, heldOut, "Label");
        Assert.IsLessThan(mostAssociation, quality.AssociationDifference!.Value);
        Assert.IsTrue(quality.Columns.All(c => c.Value < 0.08), string.Join("; ", quality.Columns));
        Assert.IsLessThan(0.65, quality.TwoSampleAuc!.Value);
        Assert.AreEqual(0.05, made.GetColumn<float>("Y").Average(y => float.IsNaN(y) ? 1.0 : 0), 0.02);
        Assert.AreEqual(Mean(rows, "bad"), Mean(generator.Generate(1000, "bad"), "bad"), 0.2);
        Assert.AreEqual(Mean(rows, "good"), Mean(generator.Generate(1000, "good"), "good"), 0.1);

        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, rows.Schema));
        CollectionAssert.AreEqual(generator.Generate(200).GetColumn<float>("X").ToArray(), loaded.Generate(200).GetColumn<float>("X").ToArray());
        CollectionAssert.AreEqual(Trainer(Options(model)).Fit(rows).Generate(50).GetColumn<float>("X").ToArray(), generator.Generate(50).GetColumn<float>("X").ToArray());
        Assert.AreEqual(0, generator.WeightCount);
    }

    [TestMethod]
    [DataRow("trees")]
    [DataRow("forest")]
    [DataRow("mixture")]
    public void SmallAndOddTablesAreLearnt(string model)
    {
        IDataView few = _mlContext.Data.LoadFromEnumerable(new[] { new Odd { A = 1, B = "x", Label = "p" }, new Odd { A = 1, B = "y", Label = "q" }, new Odd { A = float.NaN, B = "x", Label = "q" } });
        using PleGenerativeTransformer generator = Trainer(Options(model)).Fit(few);
        Assert.HasCount(20, _mlContext.Data.CreateEnumerable<Odd>(generator.Generate(20, "p"), reuseRowObject: false));
        using PleGenerativeTransformer without = _mlContext.Ple.GenerativeTrainer(new() { Model = Options(model), Seed = 1 }).Fit(Rows(60, seed: 1)); // the label is a column as any
        Assert.IsTrue(without.Generate(100).GetColumn<string>("Label").All(l => l is "good" or "bad"));
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => _mlContext.Ple.GenerativeTrainer(new() { Model = Options(model), Method = EstimationMethod.Hypernetwork }).Fit(Rows(100, 1))).Message, "fits itself");
    }

    [TestMethod]
    public void WrongOptionsAreNamed()
    {
        foreach (GenerativeModelOptions wrong in (GenerativeModelOptions[])
            [new MixedMixtureOptions { Components = 0 }, new MixedMixtureOptions { Starts = 0 }, new MixedMixtureOptions { Tolerance = double.NaN }, new MixedMixtureOptions { BiasReplicates = -1 },
            new AdversarialForestOptions { Trees = 0 }, new AdversarialForestOptions { LeafRows = 1 }, new AdversarialForestOptions { Tolerance = 1 }, new SequentialTreesOptions { LeafRows = 0 }])
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Trainer(wrong));
        Assert.ThrowsExactly<ArgumentException>(() => Trainer(new AutomaticModelOptions { Candidates = [] }));
        Assert.ThrowsExactly<ArgumentException>(() => _mlContext.Ple.GenerativeTrainer(new() { FeatureColumnName = "Features", Model = new AutomaticModelOptions() }));
    }

    /// <summary>The better of two is taken, by held-out rows, and told; what is saved is the chosen one.</summary>
    [TestMethod]
    public void AModelIsChosenByHeldOutRows()
    {
        IDataView rows = Rows(600, seed: 1);
        GenerativeModelOptions one = new MixedMixtureOptions { Components = 1 }, trees = new SequentialTreesOptions(); // one component has no associations
        using PleGenerativeTransformer generator = Trainer(new AutomaticModelOptions { Candidates = [one, trees, new SequentialTreesOptions { MostRows = 10, LeafRows = 5000 }] }).Fit(Associated(rows));
        IReadOnlyList<ModelTrial> trials = generator.Summary.ModelChoice;
        Assert.HasCount(3, trials);
        Assert.IsTrue(trials.Single(t => t.Model == trees).IsChosen, string.Join("; ", trials));
        Assert.IsLessThan(trials[0].TwoSampleAuc!.Value, trials[1].TwoSampleAuc!.Value);
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, rows.Schema));
        CollectionAssert.AreEqual(generator.Generate(50).GetColumn<float>("X").ToArray(), loaded.Generate(50).GetColumn<float>("X").ToArray());
        Assert.IsEmpty(loaded.Summary.ModelChoice);
        using PleGenerativeTransformer byDefault = Trainer(new AutomaticModelOptions()).Fit(Rows(300, seed: 1));
        Assert.HasCount(3, byDefault.Summary.ModelChoice); // too short for an autoencoder
        using PleGenerativeTransformer unconditional = _mlContext.Ple.GenerativeTrainer(new() { Model = new AutomaticModelOptions { Candidates = [trees] }, Seed = 1 }).Fit(rows);
        Assert.IsTrue(unconditional.Summary.ModelChoice.Single().IsChosen);
    }

    private static double Mean(IDataView view, string label) => view.GetColumn<float>("X").Zip(view.GetColumn<string>("Label")).Where(r => r.Second == label).Average(r => r.First);

    /// <summary>Y follows X.</summary>
    private static IDataView Associated(IDataView rows) => _mlContext.Data.LoadFromEnumerable(rows.GetColumn<float>("X").Zip(rows.GetColumn<string>("Label"), (x, label) => new Pair { X = x, Y = x * x, Label = label }).ToArray());

    private static GenerativeModelOptions Options(string model) => model switch { "trees" => new SequentialTreesOptions(), "forest" => new AdversarialForestOptions(), _ => new MixedMixtureOptions() };

    private static PleGenerativeTrainer Trainer(GenerativeModelOptions options) => _mlContext.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label", Model = options, Seed = 1 });

    internal static IDataView Rows(int count, int seed) => _mlContext.Transforms.DropColumns("Id").Fit(TwoClassTable.Make(_mlContext, count, seed)).Transform(TwoClassTable.Make(_mlContext, count, seed));

    private sealed class Pair
    {
        public float X { get; set; }

        public float Y { get; set; }

        public string Label { get; set; } = "";
    }

    private sealed class Odd
    {
        public float A { get; set; }

        public string B { get; set; } = "";

        public string Label { get; set; } = "";
    }
}

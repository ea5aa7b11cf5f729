using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Models;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class GeneratorSamplingTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void TheSameSeedGivesTheSameRowsAndAnotherSeedOthers(EstimationMethod method)
    {
        IDataView table = ImbalancedTable.Make(_ml, 100, 20);
        AugmentationOptions Options(int? seed) => new() { Sampler = Sampling(method), ExcludedColumnNames = ["Id"], Seed = seed };
        IDataView made = _ml.Ple.GenerateRows(table, Options(1));
        CollectionAssert.AreEqual(table.Schema.Where(c => c.Name != "Id").Select(c => c.Name).ToArray(), made.Schema.Select(c => c.Name).ToArray());
        List<string> rows = MixedTable.Dump(made);
        CollectionAssert.AreEqual(rows, MixedTable.Dump(made));
        CollectionAssert.AreEqual(rows, MixedTable.Dump(new MLContext().Ple.GenerateRows(table, Options(1))));
        CollectionAssert.AreNotEqual(rows, MixedTable.Dump(_ml.Ple.GenerateRows(table, Options(2))));
        List<string> ofContext = MixedTable.Dump(new MLContext(7).Ple.GenerateRows(table, Options(null)));
        CollectionAssert.AreEqual(ofContext, MixedTable.Dump(new MLContext(7).Ple.GenerateRows(table, Options(null))));
        CollectionAssert.AreNotEqual(ofContext, MixedTable.Dump(new MLContext(8).Ple.GenerateRows(table, Options(null))));
    }

    /// <summary>The generator sees the training rows of a fold only, and its rows are seen by the inner estimator only.</summary>
    [TestMethod]
    public void HeldOutFoldsNeitherGainNorLoseNorChangeARow()
    {
        IDataView table = ImbalancedTable.Make(_ml, 120, 30, 15);
        var inner = _ml.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(_ml.Transforms.Concatenate("Features", "X", "Children"))
            .Append(_ml.MulticlassClassification.Trainers.LightGbm("Key", numberOfIterations: 5));
        AugmentationOptions options = new() { Sampler = Sampling(), Strategy = SamplingStrategy.Auto, ExcludedColumnNames = ["Id"] };
        var folds = _ml.MulticlassClassification.CrossValidate(table, _ml.Ple.Augmented(inner, options), numberOfFolds: 3, labelColumnName: "Key", seed: 1);
        string[] columns = [.. table.Schema.Select(c => c.Name)];
        string[] heldOut = [.. folds.SelectMany(f => MixedTable.Dump(_ml.Transforms.SelectColumns(columns).Fit(f.ScoredHoldOutSet).Transform(f.ScoredHoldOutSet)))];
        CollectionAssert.AreEquivalent(MixedTable.Dump(table), heldOut);
        Assert.IsTrue(folds.All(f => ((IEnumerable<ITransformer>)f.Model).All(t => t.GetType().Assembly != typeof(PleCatalog).Assembly)));
    }

    [TestMethod]
    public void SevenVeryUnequalClassesBecomeEqualAndSmallOnesAreSaid()
    {
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add($"{e.Kind} {e.RawMessage}");
        int[] sizes = [4558, 890, 327, 171, 50, 13, 10];
        IDataView table = ImbalancedTable.Make(_ml, sizes);
        IDataView made = _ml.Ple.GenerateRows(table, new() { Sampler = Sampling(), Strategy = SamplingStrategy.Auto, ExcludedColumnNames = ["Id", "IsRare"] });
        Dictionary<string, int> counts = made.GetColumn<string>("Label").CountBy(l => l).ToDictionary();
        Assert.HasCount(6, counts);
        for (int i = 1; i < sizes.Length; i++)
            Assert.AreEqual(sizes[0] - sizes[i], counts[$"class{i}"]);
        string[] warnings = [.. messages.Where(m => m.StartsWith("Warning", StringComparison.Ordinal))];
        Assert.HasCount(2, warnings);
        Assert.Contains(w => w.Contains("'class5' has 13 rows", StringComparison.Ordinal), warnings);
        Assert.Contains(w => w.Contains("'class6' has 10 rows", StringComparison.Ordinal), warnings);
    }

    [TestMethod]
    public void ClassesOfOneRowAndRowsWithoutAClassAreServed()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new { Label = i == 5 ? 2f : i % 6 == 0 ? float.NaN : i % 10 == 1 ? 1f : 0f, X = i * 1.5f }));
        float[] labels = [.. _ml.Ple.GenerateRows(table, new() { Sampler = Sampling(), Strategy = SamplingStrategy.Auto }).GetColumn<float>("Label")];
        float[] real = [.. table.GetColumn<float>("Label")];
        Assert.AreEqual(real.Count(l => l == 0) - 1, labels.Count(l => l == 2));
        Assert.AreEqual(2 * real.Count(l => l == 0) - 1 - real.Count(l => l == 1), labels.Length);
    }

    [TestMethod]
    public void BadInputIsNamed()
    {
        IDataView table = ImbalancedTable.Make(_ml, 60, 20);
        IEstimator<ITransformer> inner = _ml.Transforms.CopyColumns("Copy", "X");
        SamplingStrategy all = SamplingStrategy.Auto, unknown = SamplingStrategy.Counts(new Dictionary<string, long> { ["class7"] = 9 });
        Refused<ArgumentOutOfRangeException>(table, "'Nope'", new() { Sampler = Sampling(), Strategy = all, LabelColumnName = "Nope" });
        Refused<InvalidOperationException>(ImbalancedTable.Make(_ml, 60), "one class only", new() { Sampler = Sampling(), Strategy = all });
        Refused<InvalidOperationException>(_ml.Data.SkipRows(table, 80), "no rows", new() { Sampler = Sampling(), Strategy = all });
        Refused<ArgumentOutOfRangeException>(table, "no value 'class7'", new() { Sampler = Sampling(), Strategy = unknown });
        Refused<InvalidOperationException>(table, "No column of the table varies", new()
        {
            Sampler = Sampling(), Strategy = all, ExcludedColumnNames = ["Id", "IsRare", "X", "Price", "Children", "Job", "Owner"],
        });

        void Refused<TException>(IDataView data, string part, AugmentationOptions options) where TException : Exception
            => StringAssert.Contains(Assert.ThrowsExactly<TException>(() => _ml.Ple.Augmented(inner, options).Fit(data)).Message, part);
    }

    /// <summary>What the augmentation decides is refused in the trainer's options, when the estimator is made.</summary>
    [TestMethod]
    public void OptionsThatWouldBeIgnoredAreRefusedByName()
    {
        IEstimator<ITransformer> inner = _ml.Transforms.CopyColumns("Copy", "X");
        foreach ((string name, GenerativeTrainerOptions trainer) in new (string, GenerativeTrainerOptions)[]
        {
            ("FeatureColumnName", new() { FeatureColumnName = "X" }),
            ("ConditionColumnName", new() { ConditionColumnName = "Label" }),
            ("ExcludedColumnNames", new() { ExcludedColumnNames = ["Id"] }),
            ("MaximumCategories", new() { MaximumCategories = 5 }),
            ("Likelihood", new() { Likelihood = Likelihood.Gaussian }),
            ("Seed", new() { Seed = 3 }),
            ("Steps", new() { Steps = 0 }),
        })
        {
            foreach (RowSampling sampler in (RowSampling[])[new GeneratorSampling { Trainer = trainer }, new PlausibleSampling(new GeneratorSampling { Trainer = trainer })])
            {
                Assert.AreEqual(name, Assert.Throws<ArgumentException>(() => _ml.Ple.Augmented(inner, new() { Sampler = sampler })).ParamName);
                Assert.AreEqual(name, Assert.Throws<ArgumentException>(() => _ml.Ple.GenerateRows(ImbalancedTable.Make(_ml, 20, 5), new() { Sampler = sampler })).ParamName);
            }
        }
    }

    [TestMethod]
    public void ConstantAndAllMissingColumnsStayAsTheyAre()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new { Label = i % 10 == 0, Seven = 7.5f, Nothing = float.NaN, Text = "same", X = i * 1.5f }));
        List<string> made = MixedTable.Dump(_ml.Ple.GenerateRows(table, new() { Sampler = Sampling(), Strategy = SamplingStrategy.Auto }));
        Assert.HasCount(48, made);
        Assert.IsTrue(made.All(r => r.StartsWith("True|7.5|NaN|same|", StringComparison.Ordinal)));
    }

    private static GeneratorSampling Sampling(EstimationMethod method = EstimationMethod.MaximumLikelihood)
    {
        GenerativeTrainerOptions small = SmallTableGenerator.Options(method: method);
        return new()
        {
            Trainer = new()
            {
                Method = method, Model = small.Model, Hypernetwork = small.Hypernetwork, Correction = small.Correction, Sampling = small.Sampling,
                EarlyStopping = small.EarlyStopping, Steps = small.Steps, BatchSize = small.BatchSize,
            },
        };
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
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
        AugmentationOptions options = new() { Sampler = Sampling(method), ExcludedColumnNames = ["Id"] };
        IDataView made = _ml.Ple.GenerateRows(table, options);
        CollectionAssert.AreEqual(table.Schema.Where(c => c.Name != "Id").Select(c => c.Name).ToArray(), made.Schema.Select(c => c.Name).ToArray());
        List<string> rows = MixedTable.Dump(made);
        CollectionAssert.AreEqual(rows, MixedTable.Dump(made));
        CollectionAssert.AreEqual(rows, MixedTable.Dump(new MLContext().Ple.GenerateRows(table, options)));
        options.Seed = 2;
        CollectionAssert.AreNotEqual(rows, MixedTable.Dump(_ml.Ple.GenerateRows(table, options)));
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
        Refused<ArgumentOutOfRangeException>(table, "'Nope'", o => o.LabelColumnName = "Nope");
        Refused<InvalidOperationException>(ImbalancedTable.Make(_ml, 60), "one class only", _ => { });
        Refused<InvalidOperationException>(_ml.Data.SkipRows(table, 80), "no rows", _ => { });
        Refused<ArgumentOutOfRangeException>(table, "no value 'class7'", o => o.Strategy = SamplingStrategy.Counts(new Dictionary<string, long> { ["class7"] = 9 }));
        Refused<InvalidOperationException>(table, "No column of the table varies", o => o.ExcludedColumnNames = ["Id", "IsRare", "X", "Price", "Children", "Job", "Owner"]);
        Refused<ArgumentOutOfRangeException>(table, "Steps", o => o.Sampler = new GeneratorSampling { Trainer = new() { Steps = 0 } });

        void Refused<TException>(IDataView data, string part, Action<AugmentationOptions> change) where TException : Exception
        {
            AugmentationOptions options = new() { Sampler = Sampling(), Strategy = SamplingStrategy.Auto };
            change(options);
            StringAssert.Contains(Assert.ThrowsExactly<TException>(() => _ml.Ple.Augmented(inner, options).Fit(data)).Message, part);
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

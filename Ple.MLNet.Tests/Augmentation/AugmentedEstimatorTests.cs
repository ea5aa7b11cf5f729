using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tests.Tables;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class AugmentedEstimatorTests
{
    private readonly MLContext _ml = new(1);

    private static IEnumerable<object[]> Arms()
        => from trainer in (string[])["LightGbm", "Sdca", "FastTreeOva"]
           from sampler in (RowSampling[])[new SmoteSampling(), new RandomOverSampling()]
           select new object[] { trainer, sampler };

    [TestMethod]
    [DynamicData(nameof(Arms))]
    public void HeldOutFoldsNeitherGainNorLoseNorChangeARow(string trainer, RowSampling sampler)
    {
        IDataView table = ImbalancedTable.Make(_ml, 200, 40, 20);
        var recorder = new RecordingEstimator(Pipeline(trainer));
        AugmentedEstimator<ITransformer> augmented = _ml.Ple.Augmented(recorder, Options(sampler, SamplingStrategy.Auto));
        var folds = _ml.MulticlassClassification.CrossValidate(table, augmented, numberOfFolds: 4, labelColumnName: "Key", seed: 1);

        HashSet<string> real = [.. MixedTable.Dump(table)];
        string[] columns = [.. table.Schema.Select(c => c.Name)];
        List<string>[] heldOut = [.. folds.Select(f => MixedTable.Dump(_ml.Transforms.SelectColumns(columns).Fit(f.ScoredHoldOutSet).Transform(f.ScoredHoldOutSet)))];
        CollectionAssert.AreEquivalent(real.ToArray(), heldOut.SelectMany(r => r).ToArray());
        // What the inner estimator saw: the rest of the table as it is, and classes of equal size.
        for (int i = 0; i < folds.Count; i++)
        {
            string[] seen = recorder.Seen[i];
            CollectionAssert.AreEquivalent(real.Except(heldOut[i]).ToArray(), seen.Where(real.Contains).ToArray());
            Assert.AreEqual(1, seen.CountBy(r => r.Split('|')[1]).Select(c => c.Value).Distinct().Count());
        }
    }

    [TestMethod]
    [DataRow("LightGbm")]
    [DataRow("Sdca")]
    [DataRow("FastTreeOva")]
    public void TheModelIsTheInnerOneAndNeedsNothingOfThisLibrary(string trainer)
    {
        IDataView table = ImbalancedTable.Make(_ml, 200, 40, 20);
        ITransformer model = _ml.Ple.Augmented(Pipeline(trainer), Options(new SmoteSampling(), SamplingStrategy.Auto)).Fit(table);
        Assert.IsTrue(((IEnumerable<ITransformer>)model).All(t => t.GetType().Assembly != typeof(PleCatalog).Assembly));
        using var file = new MemoryStream();
        _ml.Model.Save(model, table.Schema, file);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
                Assert.DoesNotContain("Ple.MLNet", reader.ReadToEnd().Replace("\0", "", StringComparison.Ordinal));
            }
        }
        file.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(file, out _);
        CollectionAssert.AreEqual(Scores(model.Transform(table)), Scores(loaded.Transform(table)));
    }

    [TestMethod]
    public void RareRowsAreFoundMoreOften()
    {
        IDataView table = ImbalancedTable.Make(_ml, 600, 30);
        IDataView test = _ml.Data.LoadFromEnumerable(ImbalancedTable.Rows([600, 300], seed: 12));
        var inner = _ml.Transforms.Concatenate("Features", "X", "Children")
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsRare"));
        double plain = Recall(inner.Fit(table));
        double augmented = Recall(_ml.Ple.Augmented(inner, new AugmentationOptions { LabelColumnName = "IsRare", ExcludedColumnNames = ["Id", "Label"], Strategy = SamplingStrategy.Auto }).Fit(table));
        Assert.IsGreaterThan(plain + .2, augmented);

        double Recall(ITransformer model) => _ml.BinaryClassification.Evaluate(model.Transform(test), "IsRare").PositiveRecall;
    }

    [TestMethod]
    public void ASecondFitAndTheShortOverloadGiveTheSameModel()
    {
        IDataView table = ImbalancedTable.Make(_ml, 100, 10);
        var estimator = new MLContext(1).Ple.Augmented(Pipeline("LightGbm"));
        CollectionAssert.AreEqual(Scores(estimator.Fit(table).Transform(table)), Scores(estimator.Fit(table).Transform(table)));
    }

    [TestMethod]
    public void BadInputIsNamed()
    {
        IDataView table = ImbalancedTable.Make(_ml, 30, 10);
        IEstimator<ITransformer> inner = Pipeline("LightGbm");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.Augmented(inner, "Nope").Fit(table)).Message, "'Nope'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Ple.Augmented(inner, "Nope").GetOutputSchema(new SchemaShape([]))).Message, "'Nope'");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Ple.Augmented(inner).Fit(ImbalancedTable.Make(_ml, 30))).Message, "one class only");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Ple.Augmented(inner).Fit(_ml.Data.SkipRows(table, 40))).Message, "no rows");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Ple.Augmented(inner, "Id").Fit(ImbalancedTable.Make(_ml, 200, 50))).Message, "'Id' holds more than 100");
        foreach ((string name, AugmentationOptions options) in new (string, AugmentationOptions)[]
        {
            ("Neighbors", new() { Sampler = new SmoteSampling { Neighbors = 0 } }),
            ("MaximumCategories", new() { MaximumCategories = 1 }),
            ("LabelColumnName", new() { LabelColumnName = "" }),
            ("Strategy", new() { Strategy = null! }),
            ("Sampler", new() { Sampler = null! }),
        })
            Assert.AreEqual(name, Assert.Throws<ArgumentException>(() => _ml.Ple.Augmented(inner, options)).ParamName);
    }

    private static AugmentationOptions Options(RowSampling sampler, SamplingStrategy strategy)
        => new() { Sampler = sampler, Strategy = strategy, ExcludedColumnNames = ["Id"] };

    private IEstimator<ITransformer> Pipeline(string trainer)
    {
        var features = _ml.Transforms.Conversion.MapValueToKey("Key", "Label")
            .Append(_ml.Transforms.Categorical.OneHotEncoding("JobSlots", "Job"))
            .Append(_ml.Transforms.ReplaceMissingValues("PriceKnown", "Price"))
            .Append(_ml.Transforms.Concatenate("Features", "X", "PriceKnown", "Children", "JobSlots"));
        return trainer switch
        {
            "LightGbm" => features.Append(_ml.MulticlassClassification.Trainers.LightGbm("Key", numberOfIterations: 10)),
            "Sdca" => features.Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Key", maximumNumberOfIterations: 10)),
            _ => features.Append(_ml.MulticlassClassification.Trainers.OneVersusAll(_ml.BinaryClassification.Trainers.FastTree("Key", numberOfTrees: 5), "Key")),
        };
    }

    private static float[] Scores(IDataView scored) => [.. scored.GetColumn<float[]>("Score").SelectMany(s => s)];

    /// <summary>Writes down the rows that it is fitted on.</summary>
    private sealed class RecordingEstimator(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
    {
        public List<string[]> Seen { get; } = [];

        public ITransformer Fit(IDataView input)
        {
            lock (Seen)
                Seen.Add([.. MixedTable.Dump(input)]);
            return inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }
}

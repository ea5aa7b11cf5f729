using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tests.Tables;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class RowSamplingTests
{
    private readonly MLContext _ml = new(1);

    private static IEnumerable<object[]> Samplers() => [[new SmoteSampling()], [new RandomOverSampling()]];

    [TestMethod]
    [DynamicData(nameof(Samplers))]
    public void RowsHaveTheTablesSchemaTheClassesAskedForAndAllowedValues(RowSampling sampler)
    {
        IDataView table = ImbalancedTable.Make(_ml, 300, 40, 20);
        IDataView made = _ml.Ple.GenerateRows(table, new() { Sampler = sampler, Strategy = SamplingStrategy.Auto });
        CollectionAssert.AreEqual(table.Schema.Select(c => c.ToString()).ToArray(), made.Schema.Select(c => c.ToString()).ToArray());
        ImbalancedTable.Row[] real = Rows(table);
        ImbalancedTable.Row[] rows = Rows(made);
        Assert.HasCount(260 + 280, rows);
        Assert.AreEqual(260, rows.Count(r => r.Label == "class1"));
        foreach (IGrouping<string, ImbalancedTable.Row> group in rows.GroupBy(r => r.Label))
        {
            ImbalancedTable.Row[] origin = [.. real.Where(r => r.Label == group.Key)];
            Assert.IsTrue(group.All(r => r.X >= origin.Min(o => o.X) && r.X <= origin.Max(o => o.X)));
            Assert.IsTrue(group.All(r => r.Children == MathF.Round(r.Children) && r.Children <= origin.Max(o => o.Children)));
            Assert.IsTrue(group.All(r => float.IsNaN(r.Price) || (float)Math.Round(r.Price, 2) == r.Price));
            Assert.IsTrue(group.All(r => origin.Any(o => o.Job == r.Job) && origin.Any(o => o.IsRare == r.IsRare)));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Samplers))]
    public void TheSameSeedGivesTheSameRowsAndAnotherSeedOthers(RowSampling sampler)
    {
        IDataView table = ImbalancedTable.Make(_ml, 100, 20);
        IDataView made = _ml.Ple.GenerateRows(table, new() { Sampler = sampler, Seed = 1 });
        List<string> rows = MixedTable.Dump(made);
        CollectionAssert.AreEqual(rows, MixedTable.Dump(made));
        CollectionAssert.AreEqual(rows, MixedTable.Dump(_ml.Ple.GenerateRows(table, new() { Sampler = sampler, Seed = 1 })));
        CollectionAssert.AreNotEqual(rows, MixedTable.Dump(_ml.Ple.GenerateRows(table, new() { Sampler = sampler, Seed = 2 })));
    }

    /// <summary>As ML.NET takes it: MapValueToKey makes the missing key of it.</summary>
    [TestMethod]
    public void EmptyTextIsNoClass()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Labelled { X = i, Label = i % 10 == 0 ? "" : i % 10 == 1 ? "rare" : "often" }).ToArray());
        IDataView made = _ml.Ple.GenerateRows(table, new() { Strategy = SamplingStrategy.Auto, Sampler = new RandomOverSampling() });
        Assert.IsTrue(made.GetColumn<string>("Label").All(l => l == "rare"));
        string message = Assert.Throws<InvalidOperationException>(() => _ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Label" }).Fit(table)).Message;
        StringAssert.Contains(message, "'Label' is missing in row 0");
    }

    private sealed class Labelled
    {
        public float X { get; set; }

        public string Label { get; set; } = "";
    }

    [TestMethod]
    public void RandomOverSamplingCopiesRows()
    {
        IDataView table = ImbalancedTable.Make(_ml, 100, 20);
        List<string> made = MixedTable.Dump(_ml.Ple.GenerateRows(table, new() { Sampler = new RandomOverSampling(), Strategy = SamplingStrategy.Auto }));
        CollectionAssert.IsSubsetOf(made.Distinct().ToArray(), MixedTable.Dump(table));
        Assert.IsGreaterThan(15, made.Distinct().Count());
    }

    [TestMethod]
    public void SmoteLiesOnTheLineToOneOfTheNearestNeighbours()
    {
        // Two far groups on a line: no row may fall between them with two neighbours of the own group.
        var points = Enumerable.Range(0, 6).Select(i => new { Label = "rare", X = (i < 3 ? 0 : 100) + i % 3 * 1.25f, Y = 3.5f * i })
            .Concat(Enumerable.Range(0, 100).Select(i => new { Label = "usual", X = i * 1.125f, Y = 0.25f * i }));
        IDataView made = _ml.Ple.GenerateRows(_ml.Data.LoadFromEnumerable(points), new() { Sampler = new SmoteSampling { Neighbors = 2 }, Strategy = SamplingStrategy.Auto });
        float[] x = [.. made.GetColumn<float>("X")];
        Assert.HasCount(94, x);
        Assert.IsTrue(x.All(v => v is (>= 0 and <= 2.5f) or (>= 100 and <= 102.5f)));
        Assert.IsGreaterThan(80, x.Distinct().Count());
    }

    [TestMethod]
    public void SmoteTakesTheMostFrequentCategoryOfTheNeighboursAndSoItWeighsInTheDistance()
    {
        var points = Enumerable.Range(0, 12).Select(i => new { Label = "rare", X = i % 6 * .01f, Color = i < 6 ? "red" : "blue" })
            .Concat(Enumerable.Range(0, 100).Select(i => new { Label = "usual", X = i * .0011f, Color = "red" }));
        IDataView made = _ml.Ple.GenerateRows(_ml.Data.LoadFromEnumerable(points), new() { Sampler = new SmoteSampling(), Strategy = SamplingStrategy.Auto });
        // Five of each colour are no farther than one standard deviation: hardly a neighbour is of the other colour.
        double red = made.GetColumn<string>("Color").Count(c => c == "red") / 88.0;
        Assert.AreEqual(.5, red, 4 * .5 / Math.Sqrt(88));
    }

    [TestMethod]
    public void ClassesTooSmallToLearnFromAreSaidAndServedAllTheSame()
    {
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add($"{e.Kind} {e.RawMessage}");
        IDataView table = ImbalancedTable.Make(_ml, 50, 1, 3);
        ImbalancedTable.Row[] made = Rows(_ml.Ple.GenerateRows(table, new() { Sampler = new SmoteSampling(), Strategy = SamplingStrategy.Auto }));
        Assert.AreEqual(49, made.Count(r => r.Label == "class1"));
        Assert.AreEqual(1, made.Where(r => r.Label == "class1").Select(r => r.X).Distinct().Count());
        Assert.AreEqual(47, made.Count(r => r.Label == "class2"));
        Assert.IsTrue(messages.Any(m => m.StartsWith("Warning", StringComparison.Ordinal) && m.Contains("'class1' has a single row", StringComparison.Ordinal)));
        Assert.IsTrue(messages.Any(m => m.StartsWith("Warning", StringComparison.Ordinal) && m.Contains("'class2' has 3 rows: SMOTE uses 2 neighbours", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void SevenVeryUnequalClassesBecomeEqual()
    {
        int[] sizes = [45586, 8903, 3267, 171, 50, 13, 10];
        IDataView table = ImbalancedTable.Make(_ml, sizes);
        IDataView made = _ml.Ple.GenerateRows(table, new() { Strategy = SamplingStrategy.Auto, ExcludedColumnNames = ["Id"] });
        Dictionary<string, int> counts = made.GetColumn<string>("Label").CountBy(l => l).ToDictionary();
        Assert.HasCount(6, counts);
        for (int i = 1; i < sizes.Length; i++)
            Assert.AreEqual(sizes[0] - sizes[i], counts[$"class{i}"]);
    }

    [TestMethod]
    [DynamicData(nameof(Samplers))]
    public void ConstantAndAllMissingColumnsStayAsTheyAre(RowSampling sampler)
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new { Label = i % 10 == 0, Seven = 7.5f, Nothing = float.NaN, Text = "same", X = i * 1.5f }));
        string[] made = [.. MixedTable.Dump(_ml.Ple.GenerateRows(table, new() { Sampler = sampler, Strategy = SamplingStrategy.Auto }))];
        Assert.HasCount(48, made);
        Assert.IsTrue(made.All(r => r.StartsWith("True|7.5|NaN|same|", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void RowsWithoutALabelBelongToNoClass()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new { Label = i % 3 == 0 ? float.NaN : i % 10 == 1 ? 1f : 0f, X = i * 1.5f }));
        float[] labels = [.. _ml.Ple.GenerateRows(table, new() { Strategy = SamplingStrategy.Auto }).GetColumn<float>("Label")];
        float[] real = [.. table.GetColumn<float>("Label")];
        Assert.IsTrue(labels.All(l => l == 1));
        Assert.HasCount(real.Count(l => l == 0) - real.Count(l => l == 1), labels);
    }

    [TestMethod]
    public void NothingToAddIsAnEmptyTable()
        => Assert.IsEmpty(MixedTable.Dump(_ml.Ple.GenerateRows(ImbalancedTable.Make(_ml, 20, 20), new())));

    private ImbalancedTable.Row[] Rows(IDataView view) => [.. _ml.Data.CreateEnumerable<ImbalancedTable.Row>(view, reuseRowObject: false)];
}

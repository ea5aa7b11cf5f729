using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Generation;

/// <summary>A vector column whose rows belong to classes that another column names.</summary>
[TestClass]
public class VectorConditionTests
{
    private static readonly MLContext _mlContext = new(seed: 1);

    private sealed class Row
    {
        [VectorType(4)]
        public float[] Features { get; set; } = [];

        public string Text { get; set; } = "";

        public bool Flag { get; set; }

        [KeyType(5)]
        public uint Key { get; set; }

        public int Number { get; set; }

        public float Missing { get; set; }
    }

    [TestMethod]
    [DataRow(nameof(Row.Text), "high", "low")]
    [DataRow(nameof(Row.Flag), true, false)]
    [DataRow(nameof(Row.Key), 5u, 3u)] // ML.NET adds one to a key that is read from a property
    [DataRow(nameof(Row.Number), 7, -1)]
    public void RowsComeByClassAndWithIt(string condition, object high, object low)
    {
        using PleGenerativeTransformer generator = Fit(condition);
        Assert.HasCount(2, generator.Classes);
        IDataView made = generator.Generate(200, high);
        CollectionAssert.AreEqual(new[] { "Features", condition }, made.Schema.Select(c => c.Name).ToArray());
        Assert.AreEqual(Rows(2).Schema[condition].Type, made.Schema[condition].Type);
        Assert.IsTrue(Values(made, condition).All(v => v == high.ToString()), "A row of another class.");
        Assert.IsGreaterThan(0.5f, Mean(made), "The values are not those of the class.");
        Assert.IsLessThan(0.5f, Mean(generator.Generate(200, low)));
    }

    [TestMethod]
    public void TransformMakesRowsOfTheInputsClasses()
    {
        using PleGenerativeTransformer generator = Fit(nameof(Row.Text));
        IDataView real = Rows(90);
        CollectionAssert.AreEqual(Values(real, nameof(Row.Text)), Values(generator.Transform(real), nameof(Row.Text)));
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => generator.Transform(_mlContext.Transforms.DropColumns(nameof(Row.Text)).Fit(real)
            .Transform(real))).Message, nameof(Row.Text));
    }

    [TestMethod]
    public void SavedAndLoadedItMakesTheSameRows()
    {
        foreach (string condition in new[] { nameof(Row.Text), nameof(Row.Key), nameof(Row.Number), nameof(Row.Flag) })
        {
            using PleGenerativeTransformer generator = Fit(condition);
            using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_mlContext, generator, Rows(2).Schema));
            CollectionAssert.AreEqual(generator.Classes.ToArray(), loaded.Classes.ToArray());
            SmallGenerator.AssertSame(SmallGenerator.Read(generator.Generate(150)), SmallGenerator.Read(loaded.Generate(150)));
            CollectionAssert.AreEqual(Values(generator.Generate(150), condition), Values(loaded.Generate(150), condition));
        }
    }

    [TestMethod]
    public void TheLikelihoodKnowsTheClass()
    {
        using PleGenerativeTransformer generator = Fit(nameof(Row.Text));
        IDataView real = Rows(200);
        IDataView swapped = _mlContext.Transforms.CustomMapping<Row, Swapped>((row, to) => to.Text = row.Text == "low" ? "high" : "low", contractName: null)
            .Append(_mlContext.Transforms.SelectColumns("Features", nameof(Row.Text))).Fit(real).Transform(real);
        Assert.IsGreaterThan(generator.AverageLogLikelihoodBound(swapped) + 1, generator.AverageLogLikelihoodBound(real));
    }

    [TestMethod]
    public void AMissingOrUnsuitableClassIsNamed()
    {
        StringAssert.Contains(Assert.Throws<InvalidOperationException>(() => Fit(nameof(Row.Missing))).Message, "Column 'Missing' is missing in row 3");
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => Fit("Nope")).Message, "'Nope'");
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => Fit("Features")).Message, "text, Boolean, key or number");
    }

    private sealed class Swapped
    {
        public string Text { get; set; } = "";
    }

    private static PleGenerativeTransformer Fit(string condition) => _mlContext.Ple.GenerativeTrainer(new()
    {
        FeatureColumnName = "Features",
        ConditionColumnName = condition,
        Model = SmallGenerator.Options().Model,
        Correction = new() { Kind = CorrectionKind.None },
        Sampling = new() { MixtureComponents = 2 },
        Steps = 150,
        BatchSize = 32,
        Seed = 5,
    }).Fit(Rows(300));

    /// <summary>One row in three is of the class with high values.</summary>
    private static IDataView Rows(int count)
    {
        var random = new Random(1);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => (Index: i, IsHigh: i % 3 == 0)).Select(r => new Row
        {
            Features = [.. Enumerable.Range(0, 4).Select(_ => (r.IsHigh ? 0.8f : 0.1f) + 0.1f * random.NextSingle())],
            Text = r.IsHigh ? "high" : "low",
            Flag = r.IsHigh,
            Key = r.IsHigh ? 4u : 2u,
            Number = r.IsHigh ? 7 : -1,
            Missing = r.Index == 3 ? float.NaN : r.IsHigh ? 1 : 0,
        }).ToArray());
    }

    private static float Mean(IDataView data) => SmallGenerator.Read(data).Average(r => r.Average());

    private static string[] Values(IDataView data, string column)
        => [.. data.Preview(1000).RowView.Select(r => r.Values.Single(v => v.Key == column).Value.ToString()!)];
}

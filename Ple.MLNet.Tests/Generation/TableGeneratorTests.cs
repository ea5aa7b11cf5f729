using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Tests.Scoring;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Generation;

/// <summary>Generators of tables with a column of every kind.</summary>
[TestClass]
public class TableGeneratorTests
{
    private static readonly MLContext _ml = new(1);
    private static readonly IDataView _table = MixedTable.Make(_ml);

    [TestMethod]
    [DataRow(EstimationMethod.MaximumLikelihood)]
    [DataRow(EstimationMethod.Hypernetwork)]
    public void AGeneratedTableHasTheSameSchemaAndOnlyValuesThatItsColumnsAllow(EstimationMethod method)
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, _table, SmallTableGenerator.Options(method: method));
        IDataView made = generator.Generate(400);
        CollectionAssert.AreEqual(_table.Schema.Where(c => !c.IsHidden).Select(c => c.ToString()).ToArray(), made.Schema.Select(c => c.ToString()).ToArray());
        CollectionAssert.AreEqual(Annotations(_table), Annotations(made));
        foreach (DataViewSchema.Column column in made.Schema)
        {
            object[] real = Values(_table, column.Name), synthetic = Values(made, column.Name);
            Assert.HasCount(400, synthetic);
            if (column.Type is TextDataViewType or BooleanDataViewType or KeyDataViewType)
                CollectionAssert.IsSubsetOf(synthetic.Distinct().ToArray(), real.Distinct().ToArray(), column.Name);
            else if (column.Type is NumberDataViewType)
                AssertWithin([.. real.Select(Convert.ToDouble)], [.. synthetic.Select(Convert.ToDouble)], column.Name);
        }
        Assert.IsTrue(made.GetColumn<float>("Score").All(s => float.IsNaN(s) || (float)Math.Round(s, 2) == s), "Two decimals stay two decimals.");
        Assert.IsGreaterThan(300, made.GetColumn<double>("Exact").Distinct().Count());
    }

    [TestMethod]
    public void RowsByClassAndByDictionaryAreExactlyAsManyAsAsked()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, _table);
        CollectionAssert.AreEqual(new object[] { "good", "bad" }, generator.Classes.OrderDescending().ToArray());
        foreach (long count in (long[])[0, 1, 63, 64, 65, 200])
        {
            string[] classes = [.. generator.Generate(count, "bad").GetColumn<string>("Class")];
            Assert.HasCount((int)count, classes);
            Assert.IsTrue(classes.All(c => c == "bad"));
        }
        string[] both = [.. generator.Generate(new Dictionary<string, long> { ["good"] = 70, ["bad"] = 5 }).GetColumn<string>("Class")];
        CollectionAssert.AreEqual(Enumerable.Repeat("good", 70).Concat(Enumerable.Repeat("bad", 5)).ToArray(), both);
        double bad = generator.Generate(2000).GetColumn<string>("Class").Count(c => c == "bad") / 2000.0;
        double real = _table.GetColumn<string>("Class").Count(c => c == "bad") / 600.0;
        Assert.AreEqual(real, bad, 4 * Math.Sqrt(real * (1 - real) / 2000));
    }

    [TestMethod]
    [DataRow("Class", EstimationMethod.MaximumLikelihood)]
    [DataRow("City", EstimationMethod.Hypernetwork)]
    [DataRow("Flag", EstimationMethod.MaximumLikelihood)]
    [DataRow("Int32", EstimationMethod.MaximumLikelihood)]
    [DataRow(null, EstimationMethod.MaximumLikelihood)]
    public void ASavedGeneratorMakesTheSameRowsInAFreshContext(string? condition, EstimationMethod method)
    {
        IDataView table = condition == "City" ? _ml.Data.FilterRowsByMissingValues(_table, condition) : _table;
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, table, SmallTableGenerator.Options(condition, method));
        using var loaded = (PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_ml, generator, table.Schema));
        CollectionAssert.AreEqual(MixedTable.Dump(generator.Generate(150)), MixedTable.Dump(loaded.Generate(150)));
        CollectionAssert.AreEqual(MixedTable.Dump(generator.Transform(table)), MixedTable.Dump(loaded.Transform(table)));
        CollectionAssert.AreEqual(Annotations(generator.Generate(1)), Annotations(loaded.Generate(1)));
        Assert.AreEqual(JsonSerializer.Serialize(generator.Summary), JsonSerializer.Serialize(loaded.Summary));
        if (condition is not null)
            CollectionAssert.AreEqual(MixedTable.Dump(generator.Generate(70, generator.Classes[^1])), MixedTable.Dump(loaded.Generate(70, generator.Classes[^1])));
    }

    [TestMethod]
    public void ARowDependsOnItsPositionAndClassAlone()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, _table);
        List<string> bad = MixedTable.Dump(generator.Generate(200, "bad")), good = MixedTable.Dump(generator.Generate(200, "good"));
        string[] classes = [.. _table.GetColumn<string>("Class").Take(200)];
        List<string> mixed = MixedTable.Dump(generator.Transform(_ml.Data.TakeRows(_table, 200)));
        for (int i = 0; i < 200; i++)
            Assert.AreEqual(classes[i] == "bad" ? bad[i] : good[i], mixed[i], $"Row {i}");
    }

    /// <summary>The n-th prediction is the n-th row of its class.</summary>
    [TestMethod]
    public void APredictionEngineMakesRowsOfTheClassItIsGiven()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, _table);
        using PredictionEngine<Asked, Made> engine = _ml.Model.CreatePredictionEngine<Asked, Made>(generator);
        foreach ((int position, string asked) in ((string[])["bad", "good", "good", "bad"]).Index())
        {
            Made made = engine.Predict(new() { Class = asked });
            Made expected = _ml.Data.CreateEnumerable<Made>(generator.Generate(position + 1, asked), reuseRowObject: false).Last();
            Assert.AreEqual((asked, expected.Exact, expected.Job), (made.Class, made.Exact, made.Job));
        }
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(new() { Class = "ugly" })).Message, "knows 'good', 'bad'");
    }

    /// <summary>The checksum refuses what bytes were changed, and never other rows come out.</summary>
    [TestMethod]
    public void DamagedFilesAreRefused()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, _table);
        byte[] whole = SavedModel.Save(_ml, generator, _table.Schema);
        List<string> expected = MixedTable.Dump(generator.Generate(10));
        var random = new Random(3);
        int refused = 0;
        for (int copy = 0; copy < 100; copy++)
        {
            byte[] damaged = copy % 2 == 0 ? [.. whole] : whole[..random.Next(whole.Length)];
            for (int i = 0; copy % 2 == 0 && i < 4; i++)
                damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                using var loaded = (PleGenerativeTransformer)SavedModel.Load(damaged);
                CollectionAssert.AreEqual(expected, MixedTable.Dump(loaded.Generate(10)));
            }
            catch (Exception e) when (e is not AssertFailedException)
            {
                Assert.IsNotInstanceOfType<NullReferenceException>(e.GetBaseException());
                Assert.IsNotInstanceOfType<OutOfMemoryException>(e.GetBaseException());
                refused++;
            }
        }
        Assert.IsGreaterThan(60, refused);
    }

    private static void AssertWithin(double[] real, double[] made, string column)
    {
        double[] known = [.. made.Where(m => !double.IsNaN(m))];
        Assert.IsTrue(known.All(m => m >= real.Where(r => !double.IsNaN(r)).Min() && m <= real.Where(r => !double.IsNaN(r)).Max()), column);
        Assert.IsTrue(known.Length == made.Length || real.Any(double.IsNaN), $"{column} has missing values, the real one has none.");
    }

    private static object[] Values(IDataView view, string column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        Func<object> getter = MixedTable.BoxedGetter(cursor, view.Schema[column]);
        var values = new List<object>();
        while (cursor.MoveNext())
            values.Add(getter() is ReadOnlyMemory<char> text ? text.ToString() : getter());
        return [.. values];
    }

    private static string[] Annotations(IDataView view)
        => [.. view.Schema.Where(c => !c.IsHidden).SelectMany(c => c.Annotations.Schema.Select(a => $"{c.Name} {a.Name} {a.Type} {KeyValues(c, a)}"))];

    private static string KeyValues(DataViewSchema.Column column, DataViewSchema.Column annotation)
    {
        if (annotation.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return "";
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(annotation.Name, ref values);
        return string.Join(',', values.DenseValues());
    }

    private sealed class Asked
    {
        public string Class { get; set; } = "";
    }

    private sealed class Made
    {
        public string Class { get; set; } = "";

        public double Exact { get; set; }

        public string Job { get; set; } = "";
    }
}

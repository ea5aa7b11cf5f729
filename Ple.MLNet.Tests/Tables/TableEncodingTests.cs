using Microsoft.ML;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

[TestClass]
public class TableEncodingTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void EveryKindOfColumnComesBack()
    {
        IDataView table = MixedTable.Make(_ml);
        TableEncoding encoding = TableEncoder.Fit(_ml, table, MixedTable.Options());
        EncodedBatch encoded = encoding.Encode(table);
        var decoded = new TableView(_ml, encoding, new EncodedRows(encoded, encoding.Width));
        foreach (DataViewSchema.Column column in decoded.Schema.Where(c => c.Name is not ("Exact" or "Int64" or "UInt64" or "Sparse" or "Pair")))
            CollectionAssert.AreEqual(Values(table, column.Name), Values(decoded, column.Name), column.Name);
    }

    [TestMethod]
    [DataRow("Exact")]
    [DataRow("Int64")]
    [DataRow("UInt64")]
    [DataRow("Sparse")]
    public void NumbersWithoutRoundingComeBackWithinAQuantileStep(string name)
    {
        IDataView table = MixedTable.Make(_ml, rows: 3000);
        TableEncoding encoding = TableEncoder.Fit(_ml, table, MixedTable.Options());
        double[] real = Numbers(table, name);
        double[] decoded = Numbers(new TableView(_ml, encoding, new EncodedRows(encoding.Encode(table), encoding.Width)), name);
        double[] sorted = [.. real.Order()];
        int step = real.Length / NumberCode.MostKnots + 1;
        for (int i = 0; i < real.Length; i++)
        {
            int place = Array.BinarySearch(sorted, real[i]);
            Assert.IsTrue(decoded[i] >= sorted[Math.Max(0, place - step)] && decoded[i] <= sorted[Math.Min(sorted.Length - 1, place + step)], $"{real[i]} came back as {decoded[i]}");
        }
    }

    [TestMethod]
    public void ScoresOfContinuousNumbersAreStandardNormal()
    {
        IDataView table = MixedTable.Make(_ml, rows: 4000);
        TableEncoding encoding = TableEncoder.Fit(_ml, table, new() { ExcludedColumnNames = [.. table.Schema.Select(c => c.Name).Distinct().Where(n => n != "Exact")] });
        EncodedBatch encoded = encoding.Encode(table);
        Assert.AreEqual(1, encoding.Width);
        Assert.AreEqual(0, encoded.Rows.Average(), 4 / Math.Sqrt(4000));
        Assert.AreEqual(1, encoded.Rows.Average(s => s * s), 4 * Math.Sqrt(2 / 4000.0));
    }

    [TestMethod]
    public void TiesAreSpreadOverTheirQuantilesAndTheSpreadDependsOnTheSeedOnly()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 2000).Select(i => new { X = i % 20 }));
        float[] first = TableEncoder.Fit(_ml, table, new()).Encode(table).Rows;
        CollectionAssert.AreEqual(first, TableEncoder.Fit(_ml, table, new()).Encode(table).Rows);
        CollectionAssert.AreNotEqual(first, TableEncoder.Fit(_ml, table, new() { Seed = 2 }).Encode(table).Rows);
        Assert.IsGreaterThan(1900, first.Distinct().Count());
        Assert.AreEqual(1, first.Average(s => s * s), 4 * Math.Sqrt(2 / 2000.0));
    }

    [TestMethod]
    public void TheRowsKeptWhileFittingAreThoseOfASecondPass()
    {
        IDataView table = MixedTable.Make(_ml);
        foreach (int most in (int[])[int.MaxValue, 50])
        {
            (TableEncoding encoding, FieldTable kept) = TableEncoder.Fit(_ml, table, MixedTable.Options(), most);
            FieldTable again = FieldTable.Load(_ml, table, encoding, most);
            Assert.AreEqual(600, kept.SourceRows);
            Assert.AreEqual(Math.Min(600, most), kept.Count);
            for (int row = 0; row < kept.Count; row++)
                CollectionAssert.AreEqual(again[row].ToArray(), kept[row].ToArray(), $"row {row}");
        }
    }

    [TestMethod]
    public void FittingAndEncodingReadTheTableOnce()
    {
        int rows = 0;
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 1000).Select(i =>
        {
            rows++;
            return new { X = i * .5f, Text = $"t{i % 7}" };
        }));
        (TableEncoding encoding, FieldTable kept) = TableEncoder.Fit(_ml, table, new(), most: int.MaxValue);
        Assert.AreEqual(1000, encoding.Encode(kept).Count);
        Assert.AreEqual(1000, rows);
    }

    [TestMethod]
    public void ALongTableIsLearntFromASampleButItsRangeAndRoundingFromAllRows()
    {
        var random = new Random(8);
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60_000).Select(i => new { X = i == 31_000 ? -5.25f : i == 32_000 ? 77f : random.Next(4) == 0 ? 3f : MathF.Round(20 * random.NextSingle(), 1) }));
        TableEncoding encoding = TableEncoder.Fit(_ml, table, new());
        var code = (NumberCode)encoding.Codes[0];
        Assert.AreEqual(2, code.OneHotWidth); // the atom 3, and the rest
        Assert.AreEqual(-5.25, code.Decode([0, 1], -9));
        Assert.AreEqual(77, code.Decode([0, 1], 9));
        // A number off the sample comes back all the same: the quantile function is linear between its points.
        float[] oneHot = new float[2];
        for (double x = .5; x < 19; x += .7)
            Assert.AreEqual(x, code.Decode([0, 1], code.Encode(x, .5, oneHot)), .01);
        // Median of the rest: standard error of a quantile from the 7,500 rows of the sample that are not the atom.
        Assert.AreEqual(10, code.Decode([0, 1], 0), 4 * 20 * .5 / Math.Sqrt(7500));
    }

    [TestMethod]
    public void BlocksFollowEachOtherAndSoftmaxBlocksAreOneHot()
    {
        IDataView table = MixedTable.Make(_ml);
        TableEncoding encoding = TableEncoder.Fit(_ml, table, MixedTable.Options());
        Assert.AreEqual(EncodedBlockKind.Gaussian, encoding.Blocks[0].Kind);
        Assert.HasCount(encoding.Blocks[0].Width, encoding.PresenceSlots);
        Assert.AreEqual(encoding.Width, encoding.Blocks.Aggregate(0, (next, block) =>
        {
            Assert.AreEqual(next, block.Offset);
            return next + block.Width;
        }));
        EncodedBatch encoded = encoding.Encode(table);
        for (int row = 0; row < encoded.Count; row++)
        {
            float[] slots = encoded.Rows[(row * encoding.Width)..((row + 1) * encoding.Width)];
            foreach (EncodedBlock block in encoding.Blocks.Skip(1))
                CollectionAssert.AreEqual(new[] { 1f }, slots[block.Offset..(block.Offset + block.Width)].Where(s => s != 0).ToArray());
            for (int i = 0; i < encoding.PresenceSlots.Count; i++)
                Assert.IsTrue(encoding.PresenceSlots[i] < 0 || slots[encoding.PresenceSlots[i]] == 1 || slots[i] == 0);
        }
    }

    [TestMethod]
    public void AnyEncodedRowDecodesToAllowedValues()
    {
        IDataView table = MixedTable.Make(_ml);
        TableEncoding encoding = TableEncoder.Fit(_ml, table, MixedTable.Options());
        var random = new Random(3);
        float[] rows = [.. Enumerable.Range(0, 500 * encoding.Width).Select(_ => (float)(10 * random.NextDouble() - 5))];
        var decoded = new TableView(_ml, encoding, new EncodedRows(new(rows, new int[500]), encoding.Width));
        foreach (string name in (string[])["Int32", "Flag", "City", "Level", "Job"])
            CollectionAssert.IsSubsetOf(Values(decoded, name).Distinct().ToArray(), Values(table, name).Distinct().ToArray(), name);
        foreach (string name in (string[])["Score", "SByte", "Byte", "UInt16", "Exact", "Int64"])
        {
            double[] real = [.. Numbers(table, name).Where(v => !double.IsNaN(v))];
            Assert.IsTrue(Numbers(decoded, name).All(v => double.IsNaN(v) || (v >= real.Min() && v <= real.Max())), name);
        }
        Assert.IsTrue(Numbers(decoded, "Score").All(v => double.IsNaN(v) || (float)Math.Round(v, 2) == (float)v));
    }

    [TestMethod]
    public void ConditionKeepsItsOrderCountsAndValues()
    {
        IDataView table = MixedTable.Make(_ml);
        foreach (string name in (string[])["Class", "City", "Level", "Flag", "Int32"])
        {
            TableCondition condition = TableEncoder.Fit(_ml, table, new() { ConditionColumnName = name }).Condition!;
            string[] known = [.. Values(table, name).Where(v => name is "Class" or "Flag" or "Int32" || v != "0")];
            Assert.AreEqual(known.Length, condition.Counts.Sum(), name);
            for (int i = 0; i < condition.Categories.Count; i++)
                Assert.AreEqual(i, condition.IndexOf(condition.Categories[i]), name);
        }
        TableCondition city = TableEncoder.Fit(_ml, table, new() { ConditionColumnName = "City" }).Condition!;
        CollectionAssert.AreEqual(new object[] { "Bern", "Oslo", "Rome" }, city.Categories.ToArray());
        TableCondition number = TableEncoder.Fit(_ml, table, new() { ConditionColumnName = "Int32" }).Condition!;
        Assert.AreEqual(2, number.IndexOf(2L));
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => city.IndexOf("Paris"));
        StringAssert.Contains(error.Message, "'Bern', 'Oslo', 'Rome'");
    }

    [TestMethod]
    public void ConstantAndAllMissingColumnsTakeNoSlotAndComeBack()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new { Seven = 7.5f, Nothing = float.NaN, Text = "same", X = i * 1.5f }));
        TableEncoding encoding = TableEncoder.Fit(_ml, table, new());
        Assert.AreEqual(1, encoding.Width);
        var decoded = new TableView(_ml, encoding, new EncodedRows(encoding.Encode(table), encoding.Width));
        CollectionAssert.AreEqual(MixedTable.Dump(table), MixedTable.Dump(decoded));
    }

    [TestMethod]
    public void AnUnseenCategoryIsAllZeroAndAnUnseenNumberTheNearest()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new { Text = i % 2 == 0 ? "a" : "b", Few = i % 3f, Many = i * 1f, Class = i % 2 == 0 }));
        TableEncoding encoding = TableEncoder.Fit(_ml, table, new() { ConditionColumnName = "Class" });
        EncodedBatch encoded = encoding.Encode(_ml.Data.LoadFromEnumerable([new { Text = "c", Few = 2.4f, Many = 1e9f, Class = true }]));
        float[] slots = encoded.Rows;
        CollectionAssert.AreEqual(new float[] { 0, 0 }, slots[1..3]);
        CollectionAssert.AreEqual(new float[] { 0, 0, 1 }, slots[3..6]);
        Assert.AreEqual(59, encoding.Codes[2].Decode([], slots[0]));
    }

    [TestMethod]
    public void ColumnsLeftOutAndHiddenOnesAreNotInTheDecodedTable()
    {
        IDataView table = MixedTable.Make(_ml);
        IDataView hiding = _ml.Transforms.CopyColumns("Job", "Class").Fit(table).Transform(table);
        TableEncoding encoding = TableEncoder.Fit(_ml, hiding, new() { ConditionColumnName = "Class", ExcludedColumnNames = ["Pair", "Exact"] });
        CollectionAssert.AreEqual(hiding.Schema.Where(c => !c.IsHidden && c.Name is not ("Pair" or "Exact")).Select(c => c.Name).ToArray(), encoding.Schema.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void BadTablesGiveErrorsThatNameTheColumn()
    {
        IDataView many = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new { Name = $"n{i}", X = i * 1f }));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => TableEncoder.Fit(_ml, many, new())).Message, "'Name' holds more than 100 different values");
        Assert.AreEqual(200 + 1, TableEncoder.Fit(_ml, many, new() { MaximumCategories = 200 }).Width);

        IDataView dates = _ml.Data.LoadFromEnumerable([new { When = DateTime.UnixEpoch, X = 1f }]);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TableEncoder.Fit(_ml, dates, new())).Message, "'When'");
        IDataView infinite = _ml.Data.LoadFromEnumerable([new { X = 1f }, new { X = float.PositiveInfinity }]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => TableEncoder.Fit(_ml, infinite, new())).Message, "'X' holds an infinite value in row 1");
        IDataView empty = _ml.Data.SkipRows(many, 200);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => TableEncoder.Fit(_ml, empty, new())).Message, "no rows");
        IDataView mixed = MixedTable.Make(_ml, 20);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TableEncoder.Fit(_ml, mixed, new() { ConditionColumnName = "Nope" })).Message, "'Nope'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TableEncoder.Fit(_ml, mixed, new() { ConditionColumnName = "Pair" })).Message, "'Pair'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TableEncoder.Fit(_ml, mixed, new() { ExcludedColumnNames = ["Nope"] })).Message, "'Nope'");
        IDataView noClass = _ml.Data.LoadFromEnumerable([new { Class = float.NaN, X = 1f }]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => TableEncoder.Fit(_ml, noClass, MixedTable.Options())).Message, "'Class' holds no value");

        TableEncoding encoding = TableEncoder.Fit(_ml, mixed, MixedTable.Options());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => encoding.Encode(many)).Message, "'Class'");
    }

    private static string[] Values(IDataView view, string column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        Func<object> getter = MixedTable.BoxedGetter(cursor, view.Schema[column]);
        var values = new List<string>();
        while (cursor.MoveNext())
            values.Add(getter().ToString()!);
        return [.. values];
    }

    private static double[] Numbers(IDataView view, string column) => [.. Values(view, column).Select(double.Parse)];
}

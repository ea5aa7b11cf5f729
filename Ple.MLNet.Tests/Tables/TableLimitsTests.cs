using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Tables;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Tables;

/// <summary>What could not be loaded as it was is refused at Fit, and the message names the column.</summary>
[TestClass]
public class TableLimitsTests
{
    private const string Half = "half \uD800 a pair";

    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void AKeyAboveItsCount()
    {
        var table = new RawKeys([3, 4]);
        Refused(table, "Column 'Key' holds key 4 in row 1");
        Refused(() => _ml.Ple.ClassImbalanceFairness(new() { LabelColumnName = "Key" }).Fit(table), "Column 'Key' holds key 4 in row 1");
    }

    [TestMethod]
    public void HalfASurrogatePair()
    {
        Refused(_ml.Data.LoadFromEnumerable([new Row { Text = "fine" }, new Row { Text = Half }]), "Column 'Text' holds text in row 1 that holds half of a surrogate pair");
        Refused(() => _ml.Ple.ClassImbalanceFairness("Features", "Text").Fit(_ml.Data.LoadFromEnumerable([new Row { Text = Half }, new Row { Text = "b" }])), "Column 'Text'");
        // Two halves that U+FFFD would have made one category.
        Refused(_ml.Data.LoadFromEnumerable([new Row { Text = "\uD800" }, new Row { Text = "\uDC00" }]), "Column 'Text'");
    }

    [TestMethod]
    public void ACategoryOfAMegabyte()
        => Refused(_ml.Data.LoadFromEnumerable([new Row { Text = new string('x', 1 << 20) }, new Row()]), "Column 'Text' holds text in row 0 that has 1048576 characters");

    [TestMethod]
    public void SlotNamesAndKeyValues()
    {
        Refused(Annotated("Features", "SlotNames", "fine", Half, "c"), "Annotation 'SlotNames' of column 'Features'");
        Refused(Annotated("Key", "KeyValues", "a", new string('x', 20_000), "c"), "Annotation 'KeyValues' of column 'Key'");
        Refused(() => _ml.Ple.GenerativeTrainer("Features").Fit(Annotated("Features", "SlotNames", "fine", Half, "c")), "slot name of column 'Features'");
    }

    [TestMethod]
    public void ColumnsThatOnlyASchemaCouldHold()
    {
        Refused(Renamed("Value", Half), "name of a column");
        Refused(Renamed("Value", new string('x', 20_000)), "name of a column");
        Refused(() => _ml.Ple.FidScorer(Half).Fit(Renamed("Features", Half)), "name of a column");
        Refused(() => _ml.Ple.Distribution(Half, new Ple.MLNet.Estimation.Families.GaussianFamily()).Fit(Renamed("Value", Half)), "name of a column");
    }

    [TestMethod]
    public void WholePairsAndLongButFairTextsAreSavedAndLoaded()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Row { Value = i, Text = i % 2 == 0 ? "\uD83D\uDE00" : new string('x', 9_999) }).ToArray());
        using var generator = _ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "Text", BatchSize = 16, Steps = 5, Seed = 1 }).Fit(table);
        using var loaded = (Ple.MLNet.Generation.PleGenerativeTransformer)SavedModel.Load(SavedModel.Save(_ml, generator, table.Schema));
        CollectionAssert.AreEqual(generator.Classes.ToArray(), loaded.Classes.ToArray());
        string message = Assert.Throws<ArgumentException>(() => loaded.Generate(1, "another")).Message;
        Assert.IsLessThan(500, message.Length, message);
    }

    [TestMethod]
    public void IntegersThatADoubleDoesNotHold()
    {
        Refused(_ml.Data.LoadFromEnumerable([new Number { X = 1 }, new Number { X = (1L << 53) + 1 }]), "Column 'X' holds 9007199254740993 in row 1");
        using var generator = _ml.Ple.GenerativeTrainer(new() { BatchSize = 2, Steps = 1 }).Fit(_ml.Data.LoadFromEnumerable([new Number { X = 1 - (1L << 53) }, new Number { X = (1L << 53) - 1 }, new Number()]));
    }

    [TestMethod]
    public void AClassOfAnotherTypeIsSaidToBe()
    {
        using var generator = _ml.Ple.GenerativeTrainer(new() { ConditionColumnName = "X", BatchSize = 2, Steps = 1 })
            .Fit(_ml.Data.LoadFromEnumerable([new Number { Y = 1 }, new Number { X = 1 }, new Number { X = 1, Y = 3 }]));
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => generator.Generate(1, "1")).Message, "asked for by Int64, and '1' is String");
    }

    [TestMethod]
    public void TooManyPaddedSlots()
    {
        // 300 Boolean columns beside one of 4,000 categories are padded to 300 * 4,000.
        IDataView wide = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 4000).Select(i => new Wide { Many = "c" + i, Flags = [.. Enumerable.Range(0, 300).Select(j => (float)((i + j) % 2))] }).ToArray());
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => TableEncoder.Fit(_ml, wide, new() { MaximumCategories = 5000 }));
        StringAssert.Contains(error.Message, "301 columns of categories and one of 4000");
    }

    private void Refused(IDataView table, string message) => Refused(() => _ml.Ple.GenerativeTrainer(new() { BatchSize = 2, Steps = 1 }).Fit(table), message);

    private static void Refused(Action fit, string message)
    {
        string said = Assert.ThrowsExactly<InvalidOperationException>(fit).Message;
        StringAssert.Contains(said, message);
        Assert.IsLessThan(600, said.Length, said);
    }

    private IDataView Renamed(string from, string to)
    {
        IDataView table = _ml.Data.LoadFromEnumerable([new Row(), new Row { Value = 1 }, new Row { Value = 3, Features = [3, 2, 1] }]);
        return _ml.Transforms.CopyColumns(to, from).Append(_ml.Transforms.DropColumns(from)).Fit(table).Transform(table);
    }

    private IDataView Annotated(string column, string kind, params string[] values)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        var texts = new VBuffer<ReadOnlyMemory<char>>(values.Length, [.. values.Select(v => v.AsMemory())]);
        schema[column].AddAnnotation(kind, texts, new VectorDataViewType(TextDataViewType.Instance, values.Length));
        return _ml.Data.LoadFromEnumerable([new Row(), new Row { Value = 1 }, new Row { Value = 3, Features = [3, 2, 1] }], schema);
    }

    private sealed class Number
    {
        public long X { get; set; }

        public float Y { get; set; }
    }

    private sealed class Row
    {
        public double Value { get; set; }

        public string Text { get; set; } = "";

        [KeyType(3)]
        public uint Key { get; set; } = 1;

        [VectorType(3)]
        public float[] Features { get; set; } = [1, 2, 3];
    }

    private sealed class Wide
    {
        public string Many { get; set; } = "";

        [VectorType(300)]
        public float[] Flags { get; set; } = [];
    }
}

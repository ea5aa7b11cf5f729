using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Tests.Augmentation;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Tables;

namespace Ple.MLNet.Tests.Training;

/// <summary>Odd tables: clear errors, or documented behaviour.</summary>
[TestClass]
public class TableInputTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void AMissingConditionColumnIsNamed() => Refused<ArgumentOutOfRangeException>(ImbalancedTable.Make(_ml, 60, 20), "Nope", "Nope");

    [TestMethod]
    public void AnEmptyTableIsRefused() => Refused<InvalidOperationException>(_ml.Data.SkipRows(ImbalancedTable.Make(_ml, 60, 20), 80), "Label", "no rows");

    [TestMethod]
    public void AnIdentifierIsRefusedByName()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new { Label = i % 4 == 0, Name = $"name{i}" }));
        Refused<InvalidOperationException>(table, "Label", "'Name' holds more than 100");
    }

    [TestMethod]
    public void ATableWithoutAColumnThatVariesIsRefused()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new { Label = i % 5 == 0, Seven = 7f }));
        Refused<InvalidOperationException>(table, "Label", "No column of the table varies");
    }

    [TestMethod]
    public void RowsWithoutAClassAreRefused()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new { Label = i == 9 ? float.NaN : i % 2, X = i * 1.5f }));
        Refused<InvalidOperationException>(table, "Label", "'Label' is missing in row 9");
    }

    [TestMethod]
    public void ConstantAndAllMissingColumnsStayAsTheyAre()
    {
        IDataView table = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new { Label = i % 10 == 0, Seven = 7.5f, Nothing = float.NaN, Text = "same", X = i * 1.5f }));
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, table, SmallTableGenerator.Options("Label"));
        List<string> made = MixedTable.Dump(generator.Generate(40, true));
        Assert.HasCount(40, made);
        Assert.IsTrue(made.All(r => r.StartsWith("True|7.5|NaN|same|", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void OneClassIsLearntLikeATableOfItsOwn()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, ImbalancedTable.Make(_ml, 80), SmallTableGenerator.Options("Label"));
        Assert.IsTrue(generator.Generate(30).GetColumn<string>("Label").All(l => l == "class0"));
    }

    [TestMethod]
    public void AClassThatWasNotThereIsRefusedAndThoseThereAreAreListed()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, ImbalancedTable.Make(_ml, 60, 20), SmallTableGenerator.Options("Label"));
        foreach (Action asking in (Action[])[() => generator.Generate(5, "class2"), () => generator.Generate(new Dictionary<string, long> { ["class0"] = 1, ["class2"] = 1 })])
        {
            string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(asking).Message;
            StringAssert.Contains(message, "no value 'class2'");
            Assert.IsTrue(message.Contains("'class0'", StringComparison.Ordinal) && message.Contains("'class1'", StringComparison.Ordinal));
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => generator.Generate(-1));
    }

    /// <summary>Transform reads the condition alone: an unknown class there is an error, unknown values elsewhere are nothing to it.</summary>
    [TestMethod]
    public void UnseenCategoriesMatterInTheConditionOnly()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, ImbalancedTable.Make(_ml, 60, 20), SmallTableGenerator.Options("Label"));
        ImbalancedTable.Row[] rows = [.. ImbalancedTable.Rows([5, 5])];
        foreach (ImbalancedTable.Row row in rows)
            row.Job = "astronaut";
        Assert.DoesNotContain("astronaut", generator.Transform(_ml.Data.LoadFromEnumerable(rows)).GetColumn<string>("Job"));
        rows[3].Label = "class9";
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => MixedTable.Dump(generator.Transform(_ml.Data.LoadFromEnumerable(rows)))).Message;
        StringAssert.Contains(message, "row 3");
        StringAssert.Contains(message, "'class1'");
    }

    [TestMethod]
    public void WithoutAConditionNoClassCanBeAskedFor()
    {
        using PleGenerativeTransformer generator = SmallTableGenerator.Fit(_ml, ImbalancedTable.Make(_ml, 60, 20), SmallTableGenerator.Options(condition: null));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => generator.Generate(5, "class0")).Message, "without a condition column");
        Assert.IsEmpty(generator.Classes);
    }

    private void Refused<TException>(IDataView table, string condition, string part) where TException : Exception
        => StringAssert.Contains(Assert.ThrowsExactly<TException>(() => SmallTableGenerator.Fit(_ml, table, SmallTableGenerator.Options(condition)).Dispose()).Message, part);
}

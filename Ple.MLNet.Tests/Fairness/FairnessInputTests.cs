using Microsoft.ML;
using Ple.MLNet.Fairness;
using Ple.MLNet.Tests.Scoring;

namespace Ple.MLNet.Tests.Fairness;

/// <summary>Label types that are read as classes, and tables and options that are refused.</summary>
[TestClass]
public class FairnessInputTests
{
    private static readonly float[][] _many = GaussianRows.Make(new Random(1), 20, 2);
    private static readonly float[][] _few = GaussianRows.Make(new Random(2), 10, 2);

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void LabelsOfAnyTypeAreReadAsText()
    {
        AssertClasses("good", "bad", Table("good", "bad"));
        AssertClasses("True", "False", Table(true, false));
        AssertClasses("3", "6", Table(3f, 6f));
        AssertClasses("0.5", "-1", Table(0.5, -1));
        AssertClasses("3", "-6", Table(3, -6));
        AssertClasses("3", "6", Table(3L, 6L));
        AssertClasses("200", "6", Table((byte)200, (byte)6));
    }

    [TestMethod]
    public void KeysAreReadByTheirValues()
    {
        AssertClasses("good", "bad", ToKey(Table("good", "bad")));
        AssertClasses("3", "6", ToKey(Table(3f, 6f)));
        AssertClasses("True", "False", ToKey(Table(true, false)));
    }

    [TestMethod]
    public void KeysWithoutValuesAreReadByTheirNumber()
        => AssertClasses("2", "1", _ml.Transforms.Conversion.Hash("Label", numberOfBits: 1)
            .Append(_ml.Transforms.Conversion.Hash("PredictedLabel", numberOfBits: 1)).Fit(Table("b", "a")).Transform(Table("b", "a")), eitherOrder: true);

    [TestMethod]
    public void TextAndKeyMeet()
    {
        FairnessReport report = _ml.Ple.ClassImbalanceFairness().Fit(Table("3", "6")).Score(ToKey(Table(6f, 3f)));
        Assert.AreEqual(10, report["3"].GeneratedRows);
        Assert.AreEqual(20, report["6"].GeneratedRows);
        Assert.AreEqual(0, report.GeneratedRowsOfUnknownClass);
    }

    [TestMethod]
    public void ARealOracleGivesPredictedLabels()
    {
        IDataView real = ToKey(Table("good", "bad"));
        IDataView classified = _ml.MulticlassClassification.Trainers.NaiveBayes().Append(_ml.Transforms.CopyColumns("Oracle", "PredictedLabel"))
            .Fit(real).Transform(_ml.Transforms.DropColumns("PredictedLabel").Fit(real).Transform(real));
        FairnessReport report = _ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { PredictedLabelColumnName = "Oracle" })
            .Fit(Table("good", "bad")).Score(classified);
        Assert.AreEqual(30, report["good"].GeneratedRows + report["bad"].GeneratedRows);
    }

    [TestMethod]
    public void RefusesTablesItCannotScore()
    {
        IDataView real = Table("a", "b");
        ClassImbalanceFairnessEstimator estimator = _ml.Ple.ClassImbalanceFairness();
        ClassImbalanceFairnessTransformer fitted = estimator.Fit(real);
        float[][] withNaN = [.. _few.Select(row => row.ToArray())];
        withNaN[4][1] = float.NaN;
        IDataView wider = ClassTable.Of(_ml, ("a", GaussianRows.Make(new Random(1), 5, 3)));
        IDataView unpredicted = _ml.Transforms.DropColumns("PredictedLabel").Fit(real).Transform(real);

        Refuses<ArgumentOutOfRangeException>("'Absent'", () => _ml.Ple.ClassImbalanceFairness("Absent").Fit(real));
        Refuses<ArgumentOutOfRangeException>("'Absent'", () => _ml.Ple.ClassImbalanceFairness("Features", "Absent").Fit(real));
        Refuses<ArgumentOutOfRangeException>("known-size vector of Single", () => _ml.Ple.ClassImbalanceFairness("Label").Fit(real));
        Refuses<ArgumentOutOfRangeException>("text, key, Boolean or number", () => _ml.Ple.ClassImbalanceFairness("Features", "Features").Fit(real));
        Refuses<ArgumentOutOfRangeException>("'PredictedLabel'", () => fitted.Score(unpredicted));
        Refuses<ArgumentOutOfRangeException>("vector of 2 Single", () => fitted.Score(wider));
        Refuses<InvalidOperationException>("NaN in row 4, slot 1", () => estimator.Fit(ClassTable.Of(_ml, ("a", withNaN))));
        Refuses<InvalidOperationException>("holds 0 classes", () => estimator.Fit(_ml.Data.SkipRows(real, 1000)));
        Refuses<InvalidOperationException>("holds 1 classes", () => estimator.Fit(_ml.Data.TakeRows(real, 1)));
        Refuses<InvalidOperationException>("no rows", () => fitted.Score(_ml.Data.SkipRows(real, 1000)));
        Refuses<InvalidOperationException>("missing", () => estimator.Fit(Table("a", "")));
        Refuses<InvalidOperationException>("missing", () => estimator.Fit(Table(1f, float.NaN)));
        Refuses<InvalidOperationException>("missing", () => estimator.Fit(ToKey(Table("a", ""))));
        Refuses<NotSupportedException>("whole table", () => ((ITransformer)fitted).GetRowToRowMapper(real.Schema));
    }

    [TestMethod]
    public void RefusesOptionsOutOfRange()
    {
        Refuses<ArgumentOutOfRangeException>("RowsPerClass", () => _ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { RowsPerClass = 1 }));
        Refuses<ArgumentOutOfRangeException>("Resamples", () => _ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { Resamples = -1 }));
        Refuses<ArgumentOutOfRangeException>("ConfidenceLevel", () => _ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { ConfidenceLevel = 1 }));
        Refuses<ArgumentOutOfRangeException>("ConfidenceLevel", () => _ml.Ple.ClassImbalanceFairness(new ClassImbalanceFairnessOptions { ConfidenceLevel = double.NaN }));
        Refuses<InvalidOperationException>("'a', 'b'", () => Named("c", null));
        Refuses<InvalidOperationException>("same class 'b'", () => Named("b", "b"));

        void Named(string? majority, string? minority) => _ml.Ple.ClassImbalanceFairness(
            new ClassImbalanceFairnessOptions { MajorityClass = majority, MinorityClass = minority }).Fit(Table("a", "b"));
    }

    private IDataView Table<T>(T majority, T minority) => ClassTable.Of(_ml, (majority, _many), (minority, _few));

    private IDataView ToKey(IDataView table) => _ml.Transforms.Conversion.MapValueToKey("Label")
        .Append(_ml.Transforms.Conversion.MapValueToKey("PredictedLabel")).Fit(table).Transform(table);

    private void AssertClasses(string majority, string minority, IDataView table, bool eitherOrder = false)
    {
        FairnessReport report = _ml.Ple.ClassImbalanceFairness().Fit(table).Score(table);
        string[] expected = [majority, minority], actual = [report.MajorityClass, report.MinorityClass];
        if (eitherOrder)
            CollectionAssert.AreEquivalent(expected, actual);
        else
            CollectionAssert.AreEqual(expected, actual);
        Assert.AreEqual(20, report[report.MajorityClass].GeneratedRows);
        Assert.AreEqual(10, report[report.MinorityClass].GeneratedRows);
    }

    private static void Refuses<TException>(string message, Action action) where TException : Exception
        => StringAssert.Contains(Assert.ThrowsExactly<TException>(action).Message, message);
}

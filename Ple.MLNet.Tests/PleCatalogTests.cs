using Microsoft.ML;

namespace Ple.MLNet.Tests;

[TestClass]
public class PleCatalogTests
{
    /// <summary>Every overload with options is found by <c>new()</c>, which could as well be a column's name or a table.</summary>
    [TestMethod]
    public void OptionsAreWrittenWithoutTheirType()
    {
        var mlContext = new MLContext(seed: 1);
        IDataView table = mlContext.Data.LoadFromEnumerable([new Row { A = 1 }]);
        PleCatalog ple = mlContext.Ple;
        Action[] calls =
        [
            () => ple.GenerativeTrainer(new() { FeatureColumnName = "Nowhere" }).Fit(table),
            () => ple.FidScorer(new() { FeatureColumnName = "Nowhere" }).Fit(table),
            () => ple.ClassImbalanceFairness(new() { FeatureColumnName = "Nowhere" }).Fit(table),
            () => ple.Augmented(mlContext.Transforms.CopyColumns("B", "A"), new() { LabelColumnName = "Nowhere" }).Fit(table),
            () => ple.GenerateRows(table, new() { LabelColumnName = "Nowhere" }),
            () => ple.TableQuality(table, table, new() { LabelColumnName = "Nowhere" }),
        ];
        foreach (Action call in calls)
            StringAssert.Contains(Assert.Throws<ArgumentException>(call).Message, "'Nowhere'");
    }

    /// <summary>F# and Visual Basic know no extension properties: they call an ordinary extension method.</summary>
    [TestMethod]
    public void AMethodOpensTheSameDoor()
    {
        var mlContext = new MLContext(seed: 1);
        IDataView table = mlContext.Data.LoadFromEnumerable([new Row { A = 1 }]);
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => mlContext.PleCatalog().GenerateRows(table, "Nowhere")).Message, "'Nowhere'");
    }

    private sealed class Row
    {
        public float A { get; set; }
    }
}

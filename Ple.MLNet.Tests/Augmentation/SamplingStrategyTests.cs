using Microsoft.ML;
using Ple.MLNet.Augmentation;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Augmentation;

[TestClass]
public class SamplingStrategyTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void AutoFillsEveryClassUpToTheMajority()
        => CollectionAssert.AreEqual(new long[] { 0, 60, 90 }, RowsToAdd(SamplingStrategy.Auto, 100, 40, 10));

    [TestMethod]
    public void RatioFillsUpToAShareOfTheMajorityAndTakesNothingAway()
    {
        CollectionAssert.AreEqual(new long[] { 0, 0, 23 }, RowsToAdd(SamplingStrategy.OneToThree, 100, 40, 10));
        CollectionAssert.AreEqual(new long[] { 0, 10, 40 }, RowsToAdd(SamplingStrategy.Ratio(.5), 100, 40, 10));
    }

    [TestMethod]
    public void CountsAreRowsAfterAdding()
    {
        CollectionAssert.AreEqual(new long[] { 5, 0, 1 }, RowsToAdd(SamplingStrategy.Counts(new Dictionary<string, long> { ["class0"] = 105, ["class2"] = 11 }), 100, 40, 10));
        CollectionAssert.AreEqual(new long[] { 5 }, RowsToAdd(SamplingStrategy.Counts(new Dictionary<string, long> { ["class0"] = 15 }), 10));
    }

    [TestMethod]
    public void WhatCannotBeDoneIsSaid()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SamplingStrategy.Ratio(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SamplingStrategy.Ratio(1.1));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => RowsToAdd(SamplingStrategy.Auto, 10)).Message, "one class only, 'class0'");
        StringAssert.Contains(Error("class7", 50).Message, "has no value 'class7'. It has: 'class0', 'class1'.");
        StringAssert.Contains(Error("class0", 99).Message, "'class0' of column 'Label' has 100 rows already");

        ArgumentOutOfRangeException Error(string name, long count) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => RowsToAdd(SamplingStrategy.Counts(new Dictionary<string, long> { [name] = count }), 100, 40));
    }

    // In the order of class0, class1 ...: the shuffled table's own order is that of first appearance.
    private long[] RowsToAdd(SamplingStrategy strategy, params int[] sizes)
    {
        TableCondition classes = TableEncoder.Fit(_ml, ImbalancedTable.Make(_ml, sizes), new() { ConditionColumnName = "Label" }).Condition!;
        long[] rows = strategy.RowsToAdd(_ml, classes);
        return [.. sizes.Select((_, i) => rows[classes.IndexOf($"class{i}")])];
    }
}

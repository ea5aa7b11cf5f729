using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

[TestClass]
public class NumberValuesTests
{
    [TestMethod]
    public void OfAFewTheNearestIsTakenAndOfTwoTheLesser()
    {
        NumberValues values = Of(isSingle: false, 4, 1, double.NaN, 4, 2);
        Assert.IsTrue(values.AreFew);
        Assert.IsTrue(values.HasMissing);
        Assert.AreEqual(1, values.Nearest(-7));
        Assert.AreEqual(2, values.Nearest(3));
        Assert.AreEqual(4, values.Nearest(3.1));
        Assert.IsTrue(double.IsNaN(values.Nearest(double.NaN)));
    }

    [TestMethod]
    public void OfManyTheirDecimalsAndRangeAreKept()
    {
        NumberValues values = Of(isSingle: true, [.. Enumerable.Range(0, 100).Select(i => (double)(i / 4f))]);
        Assert.IsFalse(values.AreFew);
        Assert.AreEqual(2, values.Decimals);
        Assert.AreEqual(7.12, values.Nearest(7.1234));
        Assert.AreEqual(24.75, values.Nearest(30));
        Assert.AreEqual(0, values.Nearest(-1e-3));
    }

    [TestMethod]
    public void NumbersThatAreNotRoundedStayAsTheyAre()
    {
        NumberValues values = Of(isSingle: false, [.. Enumerable.Range(1, 100).Select(i => 1.0 / i)]);
        Assert.AreEqual(1 / 1.5, values.Nearest(1 / 1.5));
    }

    [TestMethod]
    public void WithoutAnyTheNearestIsMissing() => Assert.IsTrue(double.IsNaN(Of(isSingle: false, double.NaN).Nearest(1)));

    private static NumberValues Of(bool isSingle, params double[] numbers)
    {
        var values = new NumberValues(isSingle);
        Array.ForEach(numbers, values.Add);
        return values;
    }
}

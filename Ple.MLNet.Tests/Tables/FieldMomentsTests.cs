using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

/// <summary>Against two passes over each field: several fields at a time and those left over, missing values, none but missing ones.</summary>
[TestClass]
public class FieldMomentsTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(11)]
    public void AreThoseOfTwoPasses(int width)
    {
        const int Rows = 500;
        var random = new Random(width);
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, width).Select(f => f % 3 == 2 && random.Next(4) > 0 ? double.NaN : 1e3 * f + random.NextDouble()).ToArray())];
        for (int row = 0; row < Rows; row++)
            rows[row][width - 1] = row == 7 ? 5 : double.NaN;
        rows[0][0] = double.NaN;

        (double Mean, double Deviation)[] moments = FieldMoments.Of(width, Rows, row => rows[row]);

        Assert.AreEqual((5, 0), moments[^1]);
        for (int field = 0; field < width - 1; field++)
        {
            double[] there = [.. rows.Select(r => r[field]).Where(v => !double.IsNaN(v))];
            double mean = there.Average();
            Assert.AreEqual(mean, moments[field].Mean, 1e-10 * (1 + mean));
            Assert.AreEqual(Math.Sqrt(there.Sum(v => (v - mean) * (v - mean)) / (there.Length - 1)), moments[field].Deviation, 1e-9);
        }
    }

    [TestMethod]
    public void OfMissingValuesAloneAreZero() => CollectionAssert.AreEqual(new[] { (0.0, 0.0), (0.0, 0.0) }, FieldMoments.Of(2, 3, _ => new double[] { double.NaN, double.NaN }));
}

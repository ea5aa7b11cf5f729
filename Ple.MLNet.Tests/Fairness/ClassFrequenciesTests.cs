using Ple.MLNet.Fairness;
using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Fairness;

[TestClass]
public class ClassFrequenciesTests
{
    private const int Classes = 3;

    private static readonly double[] _shares = [0.7, 0.25, 0.05];

    /// <summary>By hand: an oracle that names 9 of 10 rows of either of two classes rightly and counts 26 % has .2 before it: (.26 - .1) / .8.</summary>
    [TestMethod]
    public void TheConfusionIsTakenOut()
    {
        var frequencies = new ClassFrequencies([740, 260], [[900, 100], [100, 900]], 0.95);
        Assert.IsTrue(frequencies.IsCorrected);
        Assert.AreEqual(0.8, frequencies[0], 1e-12);
        Assert.AreEqual(0.2, frequencies[1], 1e-12);
        // q's variance over .8², and that of both lines of the matrix at .2 and .8.
        double variance = (0.26 * 0.74 / 1000 + (0.2 * 0.2 + 0.8 * 0.8) * 0.09 / 1000) / 0.64;
        ConfidenceInterval interval = frequencies.Interval(1);
        Assert.AreEqual(2 * 1.96 * Math.Sqrt(variance), interval.Upper - interval.Lower, 2e-3);
        Assert.IsLessThan(0.05, new ClassFrequencies([740, 260], [[900, 100], [100, 900]], 0.95).PValue(1, 0.26, 1000));
    }

    /// <summary>Of a class that the real rows lack nothing was measured: it is taken as it is named, and adds no error to the others.</summary>
    [TestMethod]
    public void AnUnknownClassIsTakenAsItIsNamed()
    {
        var frequencies = new ClassFrequencies([733, 257, 10], [[900, 100, 0], [100, 900, 0], [0, 0, 0]], 0.95);
        Assert.IsTrue(frequencies.IsCorrected);
        Assert.AreEqual(0.01, frequencies[2], 1e-12);
        Assert.AreEqual(1, frequencies[0] + frequencies[1] + frequencies[2], 1e-12);
        ConfidenceInterval without = new ClassFrequencies([740, 260], [[900, 100], [100, 900]], 0.95).Interval(1), with = frequencies.Interval(1);
        Assert.AreEqual(without.Upper - without.Lower, with.Upper - with.Lower, 2e-3);
    }

    [TestMethod]
    public void AnOracleThatGuessesCorrectsNothing()
    {
        var frequencies = new ClassFrequencies([740, 260], [[500, 500], [500, 500]], 0.95);
        Assert.IsFalse(frequencies.IsCorrected);
        Assert.AreEqual(0.26, frequencies[1], 1e-12);
    }

    /// <summary>Of repetitions with an oracle that is right nine times of ten the intervals cover the true frequency as often as they say, and the test of the difference errs as often.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void IntervalsCoverAndTestsHoldTheirLevel(bool errs)
    {
        const int Runs = 400;
        int covered = 0, accused = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new Random(run);
            long[] counts = new long[Classes], real = new long[Classes];
            long[][] confusion = [.. Enumerable.Range(0, Classes).Select(_ => new long[Classes])];
            for (int i = 0; i < 2000; i++)
            {
                counts[Named(random, Draw(random), errs)]++;
                real[Draw(random)]++;
                int actual = Draw(random);
                confusion[actual][Named(random, actual, errs)]++;
            }
            var frequencies = new ClassFrequencies(counts, errs ? confusion : null, 0.95);
            for (int c = 0; c < Classes; c++)
            {
                ConfidenceInterval interval = frequencies.Interval(c);
                covered += interval.Lower <= _shares[c] && _shares[c] <= interval.Upper ? 1 : 0;
                accused += frequencies.PValue(c, real[c] / 2000.0, 2000) < 0.05 ? 1 : 0;
            }
        }
        double error = 4 * Math.Sqrt(0.95 * 0.05 / Runs); // of one class alone: the three of a run depend on each other
        Assert.IsLessThan(error, Math.Abs(covered / (double)(Runs * Classes) - 0.95), $"covered {covered}");
        Assert.IsLessThan(error, Math.Abs(accused / (double)(Runs * Classes) - 0.05), $"accused {accused}");
    }

    private static int Draw(Random random)
    {
        double at = random.NextDouble();
        return at < _shares[0] ? 0 : at < _shares[0] + _shares[1] ? 1 : 2;
    }

    private static int Named(Random random, int actual, bool errs) => !errs || random.NextDouble() < 0.9 ? actual : (actual + 1 + random.Next(2)) % 3;
}

using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

/// <summary>The bits of a sum do not depend on where its terms lie.</summary>
[TestClass]
public class RepeatableTests
{
    [TestMethod]
    public void ASumIsTheSameWhereverItsTermsLie()
    {
        var random = new Random(1);
        for (int count = 0; count < 200; count++)
        {
            double[] a = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)], b = [.. a.Select(_ => random.NextDouble())];
            double sum = Repeatable.Sum(a), products = Repeatable.SumOfProducts(a, b);
            Assert.AreEqual(a.Sum(), sum, 1e-13);
            Assert.AreEqual(a.Zip(b, (x, y) => x * y).Sum(), products, 1e-13);
            double[] moved = new double[count + 16];
            for (int at = 0; at < 16; at++)
            {
                a.CopyTo(moved, at);
                Assert.AreEqual(sum, Repeatable.Sum(moved.AsSpan(at, count)));
                Assert.AreEqual(products, Repeatable.SumOfProducts(moved.AsSpan(at, count), b));
            }
        }
    }
}

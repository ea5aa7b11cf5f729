using Ple.MLNet.Statistics;

namespace Ple.MLNet.Tests.Statistics;

[TestClass]
public class RowRandomTests
{
    [TestMethod]
    [DataRow(0, 8)]
    [DataRow(1, 7)]
    [DataRow(3, 1)]
    [DataRow(2, 21)]
    public void FillsWithTheNextNumbers(int before, int count)
    {
        (RowRandom one, RowRandom many) = (new(5), new(5));
        one.MoveTo(9);
        many.MoveTo(9);
        for (int i = 0; i < before; i++)
            Assert.AreEqual(one.NextSingle(), many.NextSingle());
        float[] filled = new float[count];
        many.Fill(filled);
        CollectionAssert.AreEqual(Enumerable.Range(0, count).Select(_ => one.NextSingle()).ToArray(), filled);
        Assert.AreEqual(one.NextSingle(), many.NextSingle());
    }
}

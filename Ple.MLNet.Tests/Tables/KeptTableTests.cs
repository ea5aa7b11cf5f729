using Microsoft.ML;
using Ple.MLNet.Tables;

namespace Ple.MLNet.Tests.Tables;

/// <summary>What is learnt when it is asked for is what is learnt on the way, to the bit; also of more rows than quantiles are taken from.</summary>
[TestClass]
public class KeptTableTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(200)]
    [DataRow(11_000)]
    public void ItsCodesAreThoseOfAFit(int rows)
    {
        IDataView table = MixedTable.Make(_ml, rows);
        (TableEncoding expected, FieldTable all) = TableEncoder.Fit(_ml, table, MixedTable.Options(), most: int.MaxValue);

        KeptTable kept = TableEncoder.Keep(_ml, table, MixedTable.Options());

        Assert.AreEqual(rows, kept.Rows.Count);
        for (int row = 0; row < rows; row++)
            CollectionAssert.AreEqual(all[row].ToArray(), kept.Rows[row].ToArray());
        CollectionAssert.AreEqual(expected.Encode(all).Rows, kept.Encoding.Encode(kept.Rows).Rows);
        CollectionAssert.AreEqual(expected.Condition!.Counts.ToArray(), kept.Layout.Condition!.Counts.ToArray());
    }

    [TestMethod]
    public void ATableOfMoreRowsThanItSaysIsKeptWhole()
    {
        var rows = new FieldSample(_ml, width: 3, most: int.MaxValue, seed: 1, expected: 2);
        for (int row = 0; row < 1000; row++)
            rows.Add([row, row + 1, row + 2]);
        FieldTable table = rows.ToTable();
        Assert.AreEqual(1000, table.Count);
        CollectionAssert.AreEqual(new double[] { 999, 1000, 1001 }, table[999].ToArray());
        CollectionAssert.AreEqual(new double[] { 1, 2, 3 }, table[1].ToArray());
    }
}

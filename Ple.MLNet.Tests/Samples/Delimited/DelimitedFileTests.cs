using System.IO.Compression;
using System.Text;
using Microsoft.ML.Data;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Delimited;

namespace Ple.MLNet.Tests.Samples.Delimited;

[TestClass]
public class DelimitedFileTests
{
    [TestMethod]
    [DataRow("a,b,c\n1,2,3\n", ',')]
    [DataRow("a;\"b,b,b\";c\n1;2;3\n", ';')]
    [DataRow("a\tb\n1\t2\n", '\t')]
    [DataRow("a|b|c\r\n1|2|3", '|')]
    public void TheSeparatorIsInferred(string text, char separator) => Assert.AreEqual(separator, Read(text, "a").Content.Separator);

    [TestMethod]
    public void TypesAreInferredFromAllRows()
    {
        DelimitedFile file = Read("y,int,real,code,mixed,none,zip\na,1,-2.5e3,x,1,,01\nb,NA,?,y,two,NA,02\n\nc,3,4,\"\",NaN,?,03\n", "y", texts: ["zip"]);
        Assert.AreEqual(3, file.RowCount);
        CollectionAssert.AreEqual(new[] { 1, double.NaN, 3 }, Column("int").Numbers);
        CollectionAssert.AreEqual(new[] { -2500, double.NaN, 4 }, Column("real").Numbers);
        CollectionAssert.AreEqual(new[] { "x", "y", "" }, Texts("code"));
        CollectionAssert.AreEqual(new[] { "1", "two", "" }, Texts("mixed"));
        CollectionAssert.AreEqual(new[] { double.NaN, double.NaN, double.NaN }, Column("none").Numbers);
        CollectionAssert.AreEqual(new[] { "01", "02", "03" }, Texts("zip"));
        Assert.AreEqual(("NA", "?", "NaN", ""), (Column("int").MissingMark, Column("real").MissingMark, Column("mixed").MissingMark, Column("code").MissingMark));

        DelimitedColumn Column(string name) => file.Columns.Single(c => c.Name == name);
        string[] Texts(string name) => [.. Column(name).Texts!.Select(t => t.ToString())];
    }

    [TestMethod]
    [DataRow("1,5|-2e3|NA", true, 1.5)]
    [DataRow("0.5|1|2", true, 0.5)]
    [DataRow("2024-02-29|2023-01-01|?", true, 19782.0)]
    [DataRow("31.12.1970 06:00|01.01.1970 00:00|01.02.1970 00:00", true, 364.25)]
    [DataRow("13/01/1970|01/02/1970|03/04/1970", true, 12.0)]
    [DataRow("1,5|1.5|2", false, 0.0)]
    [DataRow("1.234,5|1|2", false, 0.0)]
    public void NumbersAndDatesAreReadAsPeopleWriteThem(string cells, bool isNumber, double first)
    {
        string[] known = cells.Split('|');
        var column = new DelimitedColumn("x", known, isNumber: null);
        Assert.AreEqual(isNumber, column.Numbers is not null);
        if (!isNumber)
            return;
        Assert.AreEqual(first, column.Numbers![0], 1e-9);
        Assert.AreEqual(known[0], column.Format!.Write(column.Numbers[0]));
    }

    [TestMethod]
    public void DatesHavePartsAndIdentifiersAreLeftOut()
    {
        var date = new DelimitedColumn("when", ["2024-02-29 13:45", "NA"], isNumber: null);
        DelimitedColumn[] parts = [.. DateParts.Of(date)];
        CollectionAssert.AreEqual(new[] { "when (month)", "when (day)", "when (weekday)", "when (hour)" }, parts.Select(p => p.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 2.0, 29, 4, 13 }, parts.Select(p => p.Numbers![0]).ToArray());
        Assert.IsTrue(parts.All(p => double.IsNaN(p.Numbers![1])));
        string[] rising = [.. Enumerable.Range(7, 30).Select(i => $"{2 * i}")], texts = [.. Enumerable.Range(0, 101).Select(i => $"t{i}")];
        StringAssert.Contains(new DelimitedColumn("id", rising, null).LeftOut, "identifier");
        Assert.IsNull(new DelimitedColumn("id", rising, isNumber: true).LeftOut);
        Assert.IsNull(new DelimitedColumn("few", rising[..10], null).LeftOut);
        StringAssert.Contains(new DelimitedColumn("t", texts, null).LeftOut, "101 different texts: an identifier");
        StringAssert.Contains(new DelimitedColumn("t", [.. texts, "t1"], null).LeftOut, "words");
        Assert.IsNull(new DelimitedColumn("t", texts, isNumber: false).LeftOut);
    }

    [TestMethod]
    public void QuotedCellsHoldSeparatorsQuotesAndLines()
    {
        DelimitedFile file = Read("y,\"text, long\"\r\nb,\"one\r\ntwo\"\r\nc,\"say \"\"no\"\"\"\r\n", "y");
        CollectionAssert.AreEqual(new[] { "one\r\ntwo", "say \"no\"" }, file.Columns[1].Texts!.Select(t => t.ToString()).ToArray());
        Assert.AreEqual(("text, long", "\r\n"), (file.Columns[1].Name, file.Content.NewLine));
        Assert.AreEqual("\"say \"\"no\"\"\"", DelimitedText.Format("say \"no\"", ','));
    }

    [TestMethod]
    public void ViewsHoldTheRowsAskedFor()
    {
        var view = new DelimitedView(Read("y,x\na,1\nb,2\nc,3\n", "y").Columns, [2, 0]);
        CollectionAssert.AreEqual(new[] { 3.0, 1 }, view.GetColumn<double>("x").ToArray());
        CollectionAssert.AreEqual(new[] { "c", "a" }, view.GetColumn<string>("y").ToArray());
    }

    [TestMethod]
    [DataRow("a,b\n1,2\n", "has no column 'y'. It has: a, b.")]
    [DataRow("y,b\n", "has no rows below its header")]
    [DataRow("", "name the separator by --separator")]
    [DataRow("y\n1\n", "name the separator by --separator")]
    [DataRow("y,b\n1,2\n1,2,3\n", "Line 3 of '*' has 3 cells; the header has 2")]
    [DataRow("y,b\n1,\"2\n", "The quote that opens in the record of line 2 of '*' is never closed")]
    [DataRow("y,b,b\n1,2,3\n", "names 'b' more than once")]
    public void WhatIsNoTableIsSaid(string text, string message)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["t.csv"], text);
        string said = Assert.ThrowsExactly<UserErrorException>(() => DelimitedFile.Read(folder["t.csv"], new() { Label = "y" })).Message;
        StringAssert.Contains(said, message.Replace("*", folder["t.csv"], StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("y,b\n1,x\"y\"\n", 2)]
    [DataRow("y,b\n1,2\n\"1\"x,2\n", 3)]
    [DataRow("y,b\n1,\"a\nb\"\n1,x\"y\",\"2\n", 4)]
    public void QuotesThatDoNotFitAreSaid(string text, int line) => StringAssert.Contains(
        Assert.ThrowsExactly<UserErrorException>(() => Read(text, "y")).Message, $"Line {line} of '");

    [TestMethod]
    [DataRow("\uFEFFy,b\n1,2\n", "\n")]
    [DataRow("y,b\r\n1,2\r\n", "\r\n")]
    [DataRow("y,b\r1,2\r", "\r")]
    public void LinesMayEndInAnyWay(string text, string newLine)
    {
        DelimitedFile file = Read(text, "y");
        Assert.AreEqual((1, "y", newLine), (file.RowCount, file.Columns[0].Name, file.Content.NewLine));
        CollectionAssert.AreEqual(new[] { 2.0 }, file.Columns[1].Numbers);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(8)]
    [DataRow(12)]
    [DataRow(60)]
    [DataRow(-1)]
    [DataRow(-10)]
    public void GzippedFilesThatWereCutOffAreRefused(int missing)
    {
        using var folder = new TestFolder();
        byte[] whole = File.ReadAllBytes(TinyTable.Write(folder, "t.csv.gz", sizes: [70, 20]));
        var columns = new DelimitedOptions { Label = "Class", Excluded = ["Id"] };
        Assert.AreEqual(90, DelimitedFile.Read(folder["t.csv.gz"], columns).RowCount);

        // Of two gzipped files behind one another, the second is cut to its first bytes by a negative number.
        File.WriteAllBytes(folder["t.csv.gz"], missing > 0 ? whole[..^missing] : [.. whole, .. whole[..-missing]]);
        string said = Assert.ThrowsExactly<UserErrorException>(() => DelimitedFile.Read(folder["t.csv.gz"], columns)).Message;
        StringAssert.Contains(said, "cut off");
    }

    [TestMethod]
    public void GzippedPartsMakeOneFile()
    {
        using var folder = new TestFolder();
        byte[] first = Gzip("y,b\n1,2\n3,"), second = Gzip("4\n");
        File.WriteAllBytes(folder["t.csv.gz"], [.. first, .. second]);
        DelimitedFile file = DelimitedFile.Read(folder["t.csv.gz"], new() { Label = "y" });
        CollectionAssert.AreEqual(new[] { 2.0, 4 }, file.Columns[1].Numbers);
        second[^5] ^= 1;
        File.WriteAllBytes(folder["t.csv.gz"], [.. first, .. second]);
        StringAssert.Contains(Assert.ThrowsExactly<UserErrorException>(() => DelimitedFile.Read(folder["t.csv.gz"], new() { Label = "y" })).Message, "damaged");
    }

    [TestMethod]
    public void GzippedFilesUnpackToNoMoreThanAllowed()
    {
        using var folder = new TestFolder();
        string text = "y,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 260_000)); // 1,040,004 bytes
        File.WriteAllBytes(folder["t.csv.gz"], Gzip(text));
        StringAssert.Contains(
            Assert.ThrowsExactly<UserErrorException>(() => DelimitedFile.Read(folder["t.csv.gz"], new() { Label = "y", MaxUnpackedMegabytes = 1 })).Message,
            "unpacks to more than 1 MB, the limit that --max-unpacked sets");
        Assert.AreEqual(260_000, DelimitedFile.Read(folder["t.csv.gz"], new() { Label = "y", MaxUnpackedMegabytes = 2 }).RowCount);
    }

    [TestMethod]
    public void FilesOfOtherKindsAreRefused()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["t.csv.gz"], "y,b\n1,2\n");
        File.WriteAllBytes(folder["latin.csv"], [.. "y,b\n1,"u8, 0xE9, (byte)'\n']);
        StringAssert.Contains(Said(folder["t.csv.gz"]), "is not gzipped");
        StringAssert.Contains(Said(folder["latin.csv"]), "is not UTF-8");
        StringAssert.Contains(Said(folder["none.csv"]), "There is no file");
        StringAssert.Contains(Assert.ThrowsExactly<UserErrorException>(() => Read("y,b\n1,two\n", "y", numbers: ["b"])).Message, "'b' holds 'two'");

        static string Said(string path) => Assert.ThrowsExactly<UserErrorException>(() => DelimitedFile.Read(path, new() { Label = "y" })).Message;
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static DelimitedFile Read(string text, string label, string[]? texts = null, string[]? numbers = null)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["t.csv"], text);
        return DelimitedFile.Read(folder["t.csv"], new() { Label = label, Texts = texts ?? [], Numbers = numbers ?? [] });
    }
}

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

    private static DelimitedFile Read(string text, string label, string[]? texts = null, string[]? numbers = null)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["t.csv"], text);
        return DelimitedFile.Read(folder["t.csv"], new() { Label = label, Texts = texts ?? [], Numbers = numbers ?? [] });
    }
}

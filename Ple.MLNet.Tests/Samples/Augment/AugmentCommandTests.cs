using Ple.MLNet.Samples.Augment;
using Ple.MLNet.Samples.Delimited;

namespace Ple.MLNet.Tests.Samples.Augment;

[TestClass]
public class AugmentCommandTests
{
    [TestMethod]
    [DataRow("t.csv", ',', "\n")]
    [DataRow("t.csv.gz", ';', "\r\n")]
    [TestCategory("Long")]
    public void RealRowsStayAsTheyAreAndNewOnesFollow(string name, char separator, string newLine)
    {
        using var folder = new TestFolder();
        string data = TinyTable.Write(folder, name, separator, newLine, 150, 30);
        CommandRun run = Run("--data", data, "--label", "Class", "--class", "class1", "--count", "200", "--exclude", "Id", "--output", folder["new/folder/out.csv"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        StringAssert.Contains(run.Output, "180 real rows and 200 new ones");

        var columns = new DelimitedOptions { Label = "Class", Excluded = ["Id"] };
        DelimitedFile real = DelimitedFile.Read(data, columns), both = DelimitedFile.Read(folder["new/folder/out.csv"], columns);
        Assert.IsTrue(both.Content.Bytes.Span.StartsWith(real.Content.Bytes.Span));
        Assert.AreEqual((380, separator, newLine), (both.RowCount, both.Content.Separator, both.Content.NewLine));
        Assert.DoesNotContain(newLine == "\n" ? "\r" : "\n\n", File.ReadAllText(folder["new/folder/out.csv"]));
        Assert.IsTrue(both.Columns[0].Texts!.Skip(180).All(c => c.ToString() == "class1"));
        Assert.IsTrue(both.Columns[1].Numbers!.Skip(180).All(s => double.IsNaN(s) || (Math.Round(s, 2) == s && s is >= 0 and <= 4)));
        CollectionAssert.IsSubsetOf(Texts(both.Columns[2]).Skip(180).Distinct().ToArray(), Texts(real.Columns[2]).Distinct().ToArray());
        Assert.IsTrue(both.Columns[3].Numbers!.Skip(180).All(n => n == Math.Round(n)));
        Assert.IsTrue(Texts(both.Columns[4]).Skip(180).All(id => id.Length == 0));

        static IEnumerable<string> Texts(DelimitedColumn column) => column.Texts!.Select(t => t.ToString());
    }

    [TestMethod]
    [DataRow("--class", "class7", "has no class 'class7'. It has: 'class0' (150 rows), 'class1' (30 rows)")]
    [DataRow("--label", "Nope", "has no column 'Nope'")]
    [DataRow("--data", "no-such-file.csv", "There is no file 'no-such-file.csv'")]
    [DataRow("--count", "0", "--count is 0; it must be 1 to 10000000")]
    [DataRow("--separator", "::", "it must be one character of ASCII but the quote, or 'tab'")]
    [DataRow("--exclude", "Class", "The label 'Class' cannot be left out")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        using var folder = new TestFolder();
        var arguments = new Dictionary<string, string>
        {
            ["--data"] = TinyTable.Write(folder, "t.csv", sizes: value == "Class" ? [70, 20] : [150, 30]),
            ["--label"] = "Class", ["--class"] = "class1", ["--count"] = "5", ["--exclude"] = "Id", ["--output"] = folder["out.csv"],
            [option] = value,
        };
        CommandRun run = Run([.. arguments.SelectMany(a => (string[])[a.Key, a.Value])]);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("   at ", run.Errors);
        Assert.IsFalse(File.Exists(folder["out.csv"]));
    }

    /// <summary>A file of another country: a decimal comma, dates, identifiers and a row without a class come back as they were written, and identifiers stay empty.</summary>
    [TestMethod]
    public void CommasDatesAndIdentifiersComeBackAsTheyAre()
    {
        using var folder = new TestFolder();
        var random = new Random(4);
        string[] lines = ["Nr;Amount;Date;Seen;Code;Class", .. Enumerable.Range(0, 240).Select(i => string.Create(new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } },
            $"{1000 + i};{Math.Round(50 * random.NextDouble(), 2)};{new DateTime(2024, 1, 1).AddDays(random.Next(300)):dd.MM.yyyy};{new DateTime(2024, 1, 1).AddMinutes(random.Next(100_000)):yyyy-MM-dd HH:mm};c{i};{(i == 5 ? "" : i % 6 == 0 ? "bad" : "good")}"))];
        File.WriteAllLines(folder["t.csv"], lines);
        CommandRun run = Run("--data", folder["t.csv"], "--label", "Class", "--class", "bad", "--count", "40", "--output", folder["out.csv"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        StringAssert.Contains(run.Output, "'Nr' (whole numbers that only rise: an identifier), 'Code' (240 different texts: an identifier)");
        StringAssert.Contains(run.Output, "1 row has no class in column 'Class'");
        string[] written = File.ReadAllLines(folder["out.csv"]);
        CollectionAssert.AreEqual(lines, written[..241]);
        Assert.HasCount(281, written);
        foreach (string[] cells in written[241..].Select(line => line.Split(';')))
        {
            Assert.AreEqual(("", "", "bad"), (cells[0], cells[4], cells[5]));
            StringAssert.Matches(cells[1], new(@"^\d+(,\d{1,2})?$"));
            Assert.IsTrue(DateTime.TryParseExact(cells[2], "dd.MM.yyyy", null, 0, out DateTime date) && date.Year == 2024);
            Assert.IsTrue(DateTime.TryParseExact(cells[3], "yyyy-MM-dd HH:mm", null, 0, out DateTime seen) && seen.Year == 2024);
        }
    }

    [TestMethod]
    [DataRow("t.csv", "is read by this command and would be overwritten: name another output")]
    [DataRow("link.csv", "is read by this command and would be overwritten: name another output")]
    [DataRow("folder", "is a folder; name a file")]
    [DataRow("t.csv/out.csv", "cannot be written: ")]
    public void OutputsAreCheckedBeforeTraining(string output, string message)
    {
        using var folder = new TestFolder();
        string data = TinyTable.Write(folder, "t.csv", sizes: [70, 20]), before = File.ReadAllText(data);
        File.CreateSymbolicLink(folder["link.csv"], data);
        Directory.CreateDirectory(folder["folder"]);
        CommandRun run = Run("--data", data, "--label", "Class", "--class", "class1", "--count", "5", "--exclude", "Id", "--output", folder[output]);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("learning", run.Output);
        Assert.AreEqual(before, File.ReadAllText(data));
    }

    [TestMethod]
    public void FormulasAreQuotedWhereAskedFor()
    {
        using var folder = new TestFolder();
        string table = "Class,=Size,Note\nc0,-1.5,=1+1\nc0,2,-2\nc1,NA,\"@a, \"\"b\"\"\"\nc1,+3,-\n";
        File.WriteAllText(folder["t.csv"], table);
        DelimitedFile file = DelimitedFile.Read(folder["t.csv"], new() { Label = "Class" });
        var rows = new DelimitedView(file.Columns, [0, 2]);
        AugmentedFile.Write(folder["as-is.csv"], file, rows, quoteFormulas: false, CancellationToken.None);
        AugmentedFile.Write(folder["quoted.csv"], file, rows, quoteFormulas: true, CancellationToken.None);
        Assert.AreEqual(table + "c0,-1.5,=1+1\nc1,NA,\"@a, \"\"b\"\"\"\n", File.ReadAllText(folder["as-is.csv"]));
        Assert.AreEqual("Class,'=Size,Note\nc0,-1.5,'=1+1\nc0,2,-2\nc1,NA,\"'@a, \"\"b\"\"\"\nc1,+3,'-\nc0,-1.5,'=1+1\nc1,NA,\"'@a, \"\"b\"\"\"\n",
            File.ReadAllText(folder["quoted.csv"]));
        StringAssert.Contains(Run("--help").Output, "--quote-formulas");
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(AugmentCommand.Create(), arguments);
}

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
        CommandRun run = Run("--data", data, "--label", "Class", "--class", "class1", "--count", "200", "--exclude", "Id", "--output", folder["out.csv"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        StringAssert.Contains(run.Output, "180 real rows and 200 new ones");

        var columns = new DelimitedOptions { Label = "Class", Excluded = ["Id"] };
        DelimitedFile real = DelimitedFile.Read(data, columns), both = DelimitedFile.Read(folder["out.csv"], columns);
        Assert.IsTrue(both.Content.Bytes.Span.StartsWith(real.Content.Bytes.Span));
        Assert.AreEqual((380, separator, newLine), (both.RowCount, both.Content.Separator, both.Content.NewLine));
        Assert.DoesNotContain(newLine == "\n" ? "\r" : "\n\n", File.ReadAllText(folder["out.csv"]));
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
    [DataRow("--exclude", "Size", "'Id' holds 180 different texts, more than 100: leave it out by --exclude \"Id\"")]
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

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(AugmentCommand.Create(), arguments);
}

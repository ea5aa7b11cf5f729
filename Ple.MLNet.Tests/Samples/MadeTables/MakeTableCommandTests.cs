using Ple.MLNet.Samples.MadeTables;

namespace Ple.MLNet.Tests.Samples.MadeTables;

[TestClass]
public class MakeTableCommandTests
{
    [TestMethod]
    [DataRow("accounts", 9)]
    [DataRow("sensors", 12)]
    public void TheSameSeedGivesTheSameTable(string kind, int columns)
    {
        using var folder = new TestFolder();
        CommandRun run = Run("--kind", kind, "--rows", "300", "--output", folder["new/a.csv"]); // the folder is made
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        string[] lines = File.ReadAllLines(folder["new/a.csv"]);
        Assert.HasCount(301, lines);
        Assert.IsTrue(lines.All(l => l.Split(',').Length == columns));
        int rare = lines.Count(l => l.EndsWith(",yes", StringComparison.Ordinal));
        Assert.IsInRange(5, 80, rare);
        StringAssert.Contains(string.Join(' ', run.Output.Split('\n', StringSplitOptions.TrimEntries)), $"300 rows, {rare} of class yes");
        Run("--kind", kind, "--rows", "300", "--output", folder["b.csv"]);
        CollectionAssert.AreEqual(lines, File.ReadAllLines(folder["b.csv"]));
        Run("--kind", kind, "--rows", "300", "--decimal-comma", "--output", folder["c.csv"]);
        string[] commas = [.. File.ReadAllLines(folder["c.csv"])];
        Assert.IsTrue(commas.All(l => l.Split(';').Length == columns));
        CollectionAssert.AreEqual(lines.Select(l => l.Replace(',', ';').Replace('.', ',')).ToArray(), commas.Select(l => l.Replace('.', ',')).ToArray()); // dates keep their points
    }

    [TestMethod]
    public void BadInputIsNamed()
    {
        using var folder = new TestFolder();
        StringAssert.Contains(Run("--rows", "0", "--output", folder["a.csv"]).Errors, "--rows is 0");
        StringAssert.Contains(Run("--kind", "birds", "--output", folder["a.csv"]).Errors, "birds");
        Directory.CreateDirectory(folder["folder"]);
        StringAssert.Contains(Run("--output", folder["folder"]).Errors, "is a folder");
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(MakeTableCommand.Create(), arguments);
}

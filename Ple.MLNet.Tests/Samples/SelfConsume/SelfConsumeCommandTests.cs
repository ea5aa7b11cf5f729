using Ple.MLNet.Samples.SelfConsume;
using Ple.MLNet.Tests.Samples.Images;

namespace Ple.MLNet.Tests.Samples.SelfConsume;

/// <summary>The whole command, on small data.</summary>
[TestClass]
public class SelfConsumeCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void RunsImagesByEveryKind()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--data", folder.Path, "--majority", "0", "--minority", "2", "--imbalance-ratio", "4", "--kind", "replace,fresh",
            "--methods", "mle,real-steps", "--generations", "1", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.AreEqual("model,method,kind,seed,generation,fid,fid_majority,fid_minority,precision,recall,minority_frequency,deviation,association_difference,average_precision,log_likelihood,seconds",
            File.ReadLines(folder["results/self-consume.csv"]).First());
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/self-consume.csv"]);
        CollectionAssert.AreEqual(
            (from kind in new[] { "replace", "fresh" } from method in new[] { "mle", "real-steps" } from generation in new[] { 0, 1 } select $"{kind} {method} {generation}").ToArray(),
            rows.Select(row => $"{row["kind"]} {row["method"]} {row["generation"]}").ToArray());
        Assert.IsTrue(rows.All(row => double.IsFinite(double.Parse(row["fid"])) && double.IsFinite(double.Parse(row["recall"])) && row["average_precision"] == "NaN"));
        Assert.HasCount(1, rows.Where(row => row["method"] == "mle" && row["generation"] == "0").Select(row => row["fid"]).Distinct()); // generation 0 is the same in every kind
        string[] sheets = [.. new[] { "replace", "fresh" }.SelectMany(_ => new[] { "mle", "real-steps" }, (kind, method) => $"{kind}-{method}.png"), "self-consume.png"];
        CollectionAssert.AreEquivalent(sheets, Directory.GetFiles(folder["results"], "*.png").Select(Path.GetFileName).ToArray());
        StringAssert.Contains(File.ReadAllText(folder["results/self-consume.html"]), "<figcaption>fid_minority</figcaption>");
        StringAssert.Contains(run.Output, "gen. 1 / gen. 0");
    }

    [TestMethod]
    [TestCategory("Long")]
    public void RunsAnAdversarialNetworkOnAllClasses()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--model", "gan", "--data", folder.Path, "--majority", "0", "--minority", "2", "--imbalance-ratio", "2", "--all-classes",
            "--methods", "mle,corrected,ple", "--generations", "1", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/self-consume.csv"]);
        Assert.HasCount(6, rows);
        Assert.IsTrue(rows.All(row => double.IsFinite(double.Parse(row["fid"])) && row["log_likelihood"] == "NaN"));
        Assert.HasCount(6, rows.Select(row => row["fid"]).Distinct());
    }

    [TestMethod]
    [DataRow("family", "ple-data-driven")]
    [DataRow("mixture", "ple")]
    public void RunsDensities(string model, string method)
    {
        using var folder = new TestFolder();
        CommandRun run = Run("--preset", "smoke", "--model", model, "--kind", "accumulate,fresh", "--methods", $"mle,{method}", "--generations", "2", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/self-consume.csv"]);
        Assert.HasCount(12, rows);
        Assert.IsTrue(rows.All(row => new[] { "fid", "deviation", "log_likelihood" }.All(name => double.IsFinite(double.Parse(row[name])))));
        Assert.AreNotEqual(rows.First(r => r["method"] == "mle")["log_likelihood"], rows.First(r => r["method"] == method)["log_likelihood"]);
    }

    [TestMethod]
    [TestCategory("Long")]
    [DataRow("flow", "mle,fine-tuned")]
    [DataRow("table", "ple-reestimated,fine-tuned")]
    public void RunsTablesOfOtherMethods(string model, string methods)
    {
        using var folder = new TestFolder();
        string file = TinyTable.Write(folder, "table.csv", sizes: [300, 60]);
        CommandRun run = Run("--preset", "smoke", "--model", model, "--data", file, "--label", "Class", "--exclude", "Id", "--methods", methods, "--generations", "1", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.HasCount(4, CsvRows.Read(folder["results/self-consume.csv"]));
    }

    [TestMethod]
    [TestCategory("Long")]
    public void RunsATable()
    {
        using var folder = new TestFolder();
        string file = TinyTable.Write(folder, "table.csv", sizes: [300, 60]);
        CommandRun run = Run("--preset", "smoke", "--model", "table", "--data", file, "--label", "Class", "--exclude", "Id", "--kind", "subsample,mixed", "--methods", "mle,corrected", "--generations", "1",
            "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/self-consume.csv"]);
        Assert.HasCount(8, rows);
        Assert.IsTrue(rows.All(row => row["fid"] == "NaN" && new[] { "minority_frequency", "deviation", "association_difference", "average_precision" }.All(name => double.IsFinite(double.Parse(row[name])))));
    }

    [TestMethod]
    [DataRow("--kind", "replace,eat", "Error: There is no kind 'eat'")]
    [DataRow("--model", "gun", "'gun' not recognized")]
    [DataRow("--generations", "0", "--generations is 0; it must be 1 to 100")]
    [DataRow("--first-seed", "500", "--first-seed is 500; it must be 1 to 400")]
    [DataRow("--minority", "3", "Error: Majority and minority are both class 3")]
    [DataRow("--data", "no-such-folder", "Error: There is no folder 'no-such-folder'")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        using var folder = new TestFolder();
        CommandRun run = Run(option, value, "--output", folder.Path);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(SelfConsumeCommand.Create(), [.. arguments, "--cache", "none"]);
}

using Microsoft.ML;
using Ple.MLNet.Samples.Imbalance;

namespace Ple.MLNet.Tests.Samples.Imbalance;

/// <summary>The whole command, on small files.</summary>
[TestClass]
public class ImbalanceCommandTests
{
    [TestMethod]
    public void AFileIsAnsweredWithReportModelAndCsv()
    {
        using var folder = new TestFolder();
        string file = TinyTable.Write(folder, "table.csv", sizes: [300, 60]);
        CommandRun run = Run("--data", file, "--label", "Class", "--exclude", "Id", "--test-share", "0.3", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Assert.AreEqual("arm,learner,seed,average_precision,roc_auc,brier,log_loss,f1,balanced_accuracy,threshold,seconds", File.ReadLines(folder["results/imbalance.csv"]).First());
        string[] arms = [.. File.ReadLines(folder["results/imbalance.csv"]).Skip(1).Select(line => line.Split(',')[0])];
        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["candidate"] = 10, ["chosen"] = 1, ["test"] = 10, ["default"] = 2 }, arms.CountBy(a => a).ToDictionary());
        StringAssert.Contains(File.ReadAllText(folder["results/imbalance.html"]), "<td>chosen</td>");
        Assert.IsNotNull(new MLContext().Model.Load(folder["results/model.zip"], out _));
        StringAssert.Contains(run.Output, "Call a row");
    }

    [TestMethod]
    [DataRow("--data", "no-such-file.csv", "--data needs --label")]
    [DataRow("--goal", "luck", "'luck' not recognized")]
    [DataRow("--test-share", "1", "--test-share is 1; it must be 0 to 0.9")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        using var folder = new TestFolder();
        CommandRun run = Run(option, value, "--output", folder.Path);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(ImbalanceCommand.Create(), arguments);
}

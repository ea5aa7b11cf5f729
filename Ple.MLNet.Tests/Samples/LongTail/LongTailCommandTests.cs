using Ple.MLNet.Samples.LongTail;
using Ple.MLNet.Tests.Samples.Images;

namespace Ple.MLNet.Tests.Samples.LongTail;

[TestClass]
public class LongTailCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void OnePageTellsOfAllClasses()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--data", folder.Path, "--largest", "60", "--smallest", "15", "--cache", "none", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        StringAssert.Contains(run.Output, "R_I 4");
        string page = File.ReadAllText(folder[$"results/{LongTailExperiment.PageName}"]);
        foreach (string expected in (string[])["class 0: real images", "class 2: generated images", "frequency of each class", "medium"])
            StringAssert.Contains(page, expected);
        Assert.DoesNotContain("http", page);
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder[$"results/{LongTailExperiment.JsonName}"]));
        Assert.AreEqual(3, json.RootElement.GetProperty("Classes").GetArrayLength());
    }

    [TestMethod]
    public void TooManyRowsAreNamed()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--data", folder.Path, "--largest", "100000", "--cache", "none", "--output", folder["results"]);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, "lower --largest");
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(LongTailCommand.Create(), arguments);
}

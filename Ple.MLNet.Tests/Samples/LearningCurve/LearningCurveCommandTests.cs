using Ple.MLNet.Samples.LearningCurve;
using Ple.MLNet.Tests.Samples.Images;

namespace Ple.MLNet.Tests.Samples.LearningCurve;

[TestClass]
public class LearningCurveCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void EveryNumberOfStepsIsScored()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--model", "gan", "--data", folder.Path, "--majority", "0", "--minority", "2", "--imbalance-ratio", "4", "--steps", "1,60", "--learning-rate", "0.001",
            "--methods", "mle,corrected", "--seeds", "2", "--cache", "none", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/learning-curve.csv"]);
        Assert.HasCount(8, rows);
        foreach (IGrouping<string, Dictionary<string, string>> fits in rows.Where(r => r["method"] == "mle").GroupBy(r => r["seed"]))
            Assert.IsGreaterThan(double.Parse(fits.Last()["fid"]), double.Parse(fits.First()["fid"]));
        CollectionAssert.AreEquivalent(new[] { "mle.png", "corrected.png", "learning-curve.png" }, Directory.GetFiles(folder["results"], "*.png").Select(Path.GetFileName).ToArray());
        StringAssert.Contains(run.Output, "minority share");
    }

    [TestMethod]
    [DataRow("10,x", "--steps holds 'x'")]
    [DataRow("20,10", "--steps '20,10' is not ascending")]
    public void WrongStepsAreNamed(string steps, string said)
    {
        CommandRun run = Run("--steps", steps);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, said);
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(LearningCurveCommand.Create(), arguments);
}

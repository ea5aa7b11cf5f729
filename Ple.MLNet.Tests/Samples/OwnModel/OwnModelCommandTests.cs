using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Samples.OwnModel;

namespace Ple.MLNet.Tests.Samples.OwnModel;

/// <summary>The whole command, at small size; the model is loaded by another process in it.</summary>
[TestClass]
public class OwnModelCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void TrainsSavesLoadsElsewhereScoresAndDraws()
    {
        using var folder = new TestFolder();
        CommandRun run = Run("--preset", "smoke", "--steps", "60", "--seeds", "2", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        StringAssert.Contains(run.Output, "Another process loaded own-model.zip and made the same 2000 points");

        string[] csv = File.ReadAllLines(folder["results/own-model.csv"]);
        Assert.AreEqual("method,seed,fid,kid,seconds", csv[0]);
        string[][] rows = [.. csv.Skip(1).Select(line => line.Split(','))];
        string[] methods = ["vae", "vae-corrected", "flow", "flow-matching", "own", "own-corrected", "own-ple"];
        CollectionAssert.AreEqual(methods.Select(m => m + " 1").Concat(methods.Select(m => m + " 2")).ToArray(), rows.Select(r => $"{r[0]} {r[1]}").ToArray());
        Assert.IsTrue(rows.All(r => double.Parse(r[2], CultureInfo.InvariantCulture) > 0));
        foreach (string name in new[] { "own-model.png", "own-model.svg" })
            Assert.IsGreaterThan(10_000, new FileInfo(folder["results/" + name]).Length);

        using var loaded = (PleGenerativeTransformer)new MLContext().Model.Load(folder["results/own-model.zip"], out _);
        Assert.IsTrue(loaded.Generate(50).GetColumn<float[]>("Features").All(row => row.Length == 2 && row.All(float.IsFinite)));
    }

    [TestMethod]
    public void TheProcessThatReadsAgainTellsWhatIsWrong()
    {
        using var folder = new TestFolder();
        CommandRun run = CommandRun.Of(OtherProcess.Create(), "--model", folder["absent.zip"], "--count", "3");
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, "absent.zip");
    }

    [TestMethod]
    [DataRow("--preset", "huge", "'huge' not recognized")]
    [DataRow("--steps", "0", "--steps is 0; it must be 1 to 1000000")]
    [DataRow("--seeds", "101", "--seeds is 101; it must be 1 to 100")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        using var folder = new TestFolder();
        CommandRun run = Run(option, value, "--output", folder.Path);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(OwnModelCommand.Create(), arguments);
}

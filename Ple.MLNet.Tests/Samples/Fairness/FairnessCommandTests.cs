using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Fairness;
using Ple.MLNet.Tests.Samples.Images;

namespace Ple.MLNet.Tests.Samples.Fairness;

/// <summary>The whole command, on a small set of images.</summary>
[TestClass]
public class FairnessCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void RunsEveryMethodWithEverySeed()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--data", folder.Path, "--majority", "0", "--minority", "2", "--imbalance-ratio", "4",
            "--seeds", "2", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));

        string[] csv = File.ReadAllLines(folder["results/fairness.csv"]);
        Assert.AreEqual("method,seed,imbalance_ratio,fid_majority,fid_minority,fairness_ratio,minority_frequency,real_minority_frequency,elbo,seconds", csv[0]);
        string[][] rows = [.. csv.Skip(1).Select(line => line.Split(','))];
        CollectionAssert.AreEqual(
            new[] { "mle 1", "corrected 1", "hypernetwork 1", "ple 1", "mle 2", "corrected 2", "hypernetwork 2", "ple 2" },
            rows.Select(row => $"{row[0]} {row[1]}").ToArray());
        Assert.IsTrue(rows.All(row => row.Skip(1).All(cell => double.IsFinite(double.Parse(cell)))));

        Assert.IsTrue(rows.All(row => File.Exists(folder[$"results/{row[0]}.png"])));
        ITransformer saved = new MLContext().Model.Load(folder["results/generator.zip"], out _);
        Assert.AreEqual(64, ((VectorDataViewType)saved.GetOutputSchema(GeneratorInput.Rows(new(), 1).Schema)["Features"].Type).Size);
        foreach (string expected in (string[])["training the oracle: ", "seed 2: corrected: ", "difference from mle", "R_Fair", "±"])
            StringAssert.Contains(run.Output, expected);
        Assert.DoesNotContain("\u001b", run.Output); // no terminal codes in a file
    }

    [TestMethod]
    [DataRow("--preset", "huge", "'huge' not recognized")]
    [DataRow("--imbalance-ratio", "0.5", "--imbalance-ratio is 0.5; it must be 1 to 1000")]
    [DataRow("--imbalance-ratio", "NaN", "must be 1 to 1000")]
    [DataRow("--seeds", "0", "--seeds is 0; it must be 1 to 100")]
    [DataRow("--seeds", "two", "Cannot parse argument 'two'")]
    [DataRow("--majority", "300", "Cannot parse argument '300'")]
    [DataRow("--threads", "-1", "--threads is -1; it must be 1 to 256")]
    [DataRow("--data", "no-such-folder", "Error: There is no folder 'no-such-folder'")]
    [DataRow("--minority", "3", "Error: Majority and minority are both class 3")]
    [DataRow("--minority", "11", "Error: The training images hold no class 11")]
    public void BadInputIsNamed(string option, string value, string message)
    {
        using var folder = new TestFolder();
        CommandRun run = Run(option, value, "--output", folder.Path);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(FairnessCommand.Create(), arguments);
}

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

        Assert.AreEqual(FairnessCsv.Header, File.ReadLines(folder["results/fairness.csv"]).First());
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/fairness.csv"]);
        CollectionAssert.AreEqual(
            new[] { 1, 2 }.SelectMany(seed => new[] { "one-mixture", "mle", "continued", "corrected", "conditional", "hypernetwork", "ple" }, (seed, method) => $"{method} {seed}").ToArray(),
            rows.Select(row => $"{row["method"]} {row["seed"]}").ToArray());
        Assert.IsTrue(rows.All(row => row.All(cell => cell.Key is "method" or "model" or "correction_weight" || double.IsFinite(double.Parse(cell.Value)))));
        foreach (Dictionary<string, string>[] ofSeed in rows.Chunk(7))
        {
            string[] weights = [.. ofSeed.Select(row => row["correction_weight"])];
            CollectionAssert.AreEqual(new[] { "NaN", "NaN", "0", "1", "NaN", "NaN", "NaN" }, weights);
            Assert.HasCount(1, ofSeed[..5].Select(row => row["learning_rate"]).Distinct()); // one baseline tuned, its kin at the same rate
        }
        AssertMeansOverOracles(rows, CsvRows.Read(folder["results/oracles.csv"]));
        string page = File.ReadAllText(folder["results/fairness.html"]);
        StringAssert.Contains(page, "seed 1: corrected");
        StringAssert.Contains(page, "class 2: generated images");
        Assert.DoesNotContain("http", page);

        Assert.IsTrue(rows.All(row => (row["model"], row["majority"], row["minority"]) == ("vae", "0", "2")));
        string[] pictures = ["comparison.png", "conditional.png", "one-mixture.png", "continued.png", "corrected.png", "hypernetwork.png", "mle.png", "ple.png", "real.png"];
        CollectionAssert.AreEquivalent(pictures, Directory.GetFiles(folder["results"], "*.png").Select(Path.GetFileName).ToArray());
        ITransformer saved = new MLContext().Model.Load(folder["results/generator.zip"], out _);
        using var owner = saved as IDisposable;
        Assert.AreEqual(64, ((VectorDataViewType)saved.GetOutputSchema(GeneratorInput.Rows(new(), 1).Schema)["Features"].Type).Size);
        foreach (string expected in (string[])["training oracle 3 of 3: ", "seed 2: corrected: ", "difference from mle", "difference from continued", "R_Fair", "±",
            "learning rate", "correction weight", "-ELBO minority", "one small seed ranks no method"])
            StringAssert.Contains(run.Output, expected);
        Assert.DoesNotContain("\u001b", run.Output); // no terminal codes in a file
    }

    /// <summary>Several pairs, with another model and chosen methods.</summary>
    [TestMethod]
    [TestCategory("Long")]
    [DataRow("conv-vae")]
    [DataRow("flow-matching")]
    public void RunsEveryModelOnSeveralPairs(string model)
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        CommandRun run = Run("--preset", "smoke", "--data", folder.Path, "--model", model, "--pairs", "0:2,1:0", "--imbalance-ratio", "4", "--methods", "mle,corrected",
            "--first-seed", "7", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));
        Dictionary<string, string>[] rows = CsvRows.Read(folder["results/fairness.csv"]);
        CollectionAssert.AreEqual(new[] { "mle 7 0:2", "corrected 7 0:2", "mle 7 1:0", "corrected 7 1:0" },
            rows.Select(row => $"{row["method"]} {row["seed"]} {row["majority"]}:{row["minority"]}").ToArray());
        Assert.IsTrue(rows.All(row => row["model"] == model && double.IsFinite(double.Parse(row["fid_majority"])) && double.IsFinite(double.Parse(row["elbo"])) == (model == "conv-vae")), string.Join('\n', File.ReadAllLines(folder["results/fairness.csv"])));
        string[] pictures = [.. new[] { "0-2-", "1-0-" }.SelectMany(pair => new[] { "comparison", "corrected", "mle", "real" }, (pair, name) => $"{pair}{name}.png")];
        CollectionAssert.AreEquivalent(pictures, Directory.GetFiles(folder["results"], "*.png").Select(Path.GetFileName).ToArray());
        StringAssert.Contains(run.Output, "0:2, 1:0");
    }

    [TestMethod]
    [DataRow("--model", "gun", "'gun' not recognized")]
    [DataRow("--methods", "mle,magic", "Error: There is no method 'magic'")]
    [DataRow("--pairs", "3:6,3-8", "Error: --pairs holds '3-8'")]
    [DataRow("--pairs", "3:6,3:6", "names a pair twice")]
    [DataRow("--first-seed", "0", "--first-seed is 0; it must be 1 to 900")]
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

    private static void AssertMeansOverOracles(Dictionary<string, string>[] rows, Dictionary<string, string>[] oracles)
    {
        Assert.HasCount(3 * rows.Length, oracles);
        foreach ((Dictionary<string, string> row, Dictionary<string, string>[] ofRow) in rows.Zip(oracles.Chunk(3)))
        {
            Assert.IsTrue(ofRow.All(o => (o["method"], o["seed"]) == (row["method"], row["seed"])));
            CollectionAssert.AreEqual(new[] { "1", "2", "3" }, ofRow.Select(o => o["oracle"]).ToArray());
            Assert.HasCount(3, ofRow.Select(o => o["fid_minority"]).Distinct());
            foreach (string column in (string[])["fid_majority", "fid_minority", "fairness_ratio", "minority_frequency"])
                Assert.AreEqual(ofRow.Average(o => double.Parse(o[column])), double.Parse(row[column]), 1e-5 * double.Parse(row[column]), column);
        }
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(FairnessCommand.Create(), [.. arguments, "--cache", "none"]);
}

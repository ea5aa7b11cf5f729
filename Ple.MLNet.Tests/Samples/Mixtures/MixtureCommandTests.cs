using Ple.MLNet.Samples.Mixtures;

namespace Ple.MLNet.Tests.Samples.Mixtures;

/// <summary>The whole command, at small size.</summary>
[TestClass]
public class MixtureCommandTests
{
    [TestMethod]
    [TestCategory("Long")]
    public void Runs_every_method_on_every_cell_and_draws_the_pictures()
    {
        using var folder = new TestFolder();
        CommandRun run = Run("--preset", "smoke", "--seeds", "3", "--output", folder["results"]);
        Assert.AreEqual((0, ""), (run.ExitCode, run.Errors));

        string[] csv = File.ReadAllLines(folder["results/mixture.csv"]);
        Assert.AreEqual("n,responsibility,method,lambda,kl_mean,kl_standard_error,seeds", csv[0]);
        string[][] rows = [.. csv.Skip(1).Select(line => line.Split(','))];
        CollectionAssert.AreEquivalent(
            new[] { "em 0", "em-default-tolerance 0", "direct 0", "hypernetwork 0", "hypernetwork 0.1" },
            rows.Where(r => r[0] == "10" && r[1] == "0.9").Select(r => $"{r[2]} {r[3]}").ToArray());
        Assert.HasCount(2 * 2 * 5, rows);
        Assert.IsTrue(rows.All(r => double.Parse(r[4]) > 0 && r[6] == "3"));
        foreach (string name in new[] { "gain", "lambda", "methods" })
        {
            Assert.IsGreaterThan(10_000, new FileInfo(folder[$"results/mixture-{name}.png"]).Length);
            Assert.IsGreaterThan(10_000, new FileInfo(folder[$"results/mixture-{name}.svg"]).Length);
        }
        StringAssert.Contains(run.Output, "CPU seconds");
    }

    [TestMethod]
    [DataRow("--preset", "huge", "'huge' not recognized")]
    [DataRow("--seeds", "1", "--seeds is 1; it must be 2 to 10000")]
    [DataRow("--direct-steps", "0", "--direct-steps is 0; it must be 1 to 100000")]
    [DataRow("--threads", "0", "--threads is 0; it must be 1 to 256")]
    [DataRow("--divergence", "sideways", "Cannot parse argument 'sideways'")]
    public void Bad_input_is_named(string option, string value, string message)
    {
        using var folder = new TestFolder();
        CommandRun run = Run(option, value, "--output", folder.Path);
        Assert.AreEqual(1, run.ExitCode);
        StringAssert.Contains(run.Errors, message);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    private static CommandRun Run(params string[] arguments) => CommandRun.Of(MixtureCommand.Create(), arguments);
}

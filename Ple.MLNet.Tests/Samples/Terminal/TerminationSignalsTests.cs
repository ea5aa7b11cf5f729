using System.Diagnostics;
using Ple.MLNet.Samples;
using Ple.MLNet.Tests.Packaging;

namespace Ple.MLNet.Tests.Samples.Terminal;

/// <summary>Signals, sent to <c>augment</c> in a process of its own.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public class TerminationSignalsTests
{
    [TestMethod]
    [TestCategory("Long")]
    [DataRow("INT", 130, "reading: ")]
    [DataRow("TERM", 143, "learning: ")]
    public async Task ASignalEndsACommandAndLeavesTheOldFile(string signal, int exitCode, string after)
    {
        if (signal == "INT" && InterruptsAreIgnored())
            Assert.Inconclusive("The tests run in the background of a shell that lets its children ignore SIGINT: they must not heed it.");
        using var folder = new TestFolder();
        TinyTable.Write(folder, "t.csv", sizes: [70, 20]);
        File.WriteAllText(folder["out.csv"], "old");
        using Process augment = Dotnet.Start(folder.Path, typeof(GeneratorInput).Assembly.Location,
            "augment", "--data", "t.csv", "--label", "Class", "--class", "class1", "--exclude", "Id", "--count", "10000000", "--output", "out.csv");
        while (await augment.StandardOutput.ReadLineAsync() is string line && !line.StartsWith(after, StringComparison.Ordinal))
        {
        }
        while (after == "learning: " && !augment.HasExited && Directory.GetFiles(folder.Path).Length == 2)
            await Task.Delay(10);

        using Process kill = Process.Start("kill", [$"-{signal}", $"{augment.Id}"]);
        string said = await augment.StandardError.ReadToEndAsync();
        await augment.WaitForExitAsync();
        Assert.AreEqual((exitCode, "Cancelled." + Environment.NewLine), (augment.ExitCode, said));
        Assert.AreEqual("old", File.ReadAllText(folder["out.csv"]));
        Assert.HasCount(2, Directory.GetFiles(folder.Path));
    }

    /// <summary>By the mask of ignored signals, which children inherit; only Linux tells it.</summary>
    private static bool InterruptsAreIgnored() => OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is string mask
        && (Convert.ToUInt64(mask["SigIgn:".Length..].Trim(), 16) & (1 << (2 - 1))) != 0;
}

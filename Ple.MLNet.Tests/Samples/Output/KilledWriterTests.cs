using System.Diagnostics;
using Ple.MLNet.Samples.Output;
using Ple.MLNet.Tests.Packaging;

namespace Ple.MLNet.Tests.Samples.Output;

/// <summary>Processes that are killed while they write, at 50 moments: the old file stays, to the byte.</summary>
[TestClass]
public class KilledWriterTests
{
    private const int ProcessesAtOnce = 2;

    [TestMethod]
    [TestCategory("Long")]
    [DataRow("augmented.csv", 13)]
    [DataRow("fairness.csv", 12)]
    [DataRow("sheet.png", 12)]
    [DataRow("generator.zip", 13)]
    public async Task AProcessThatIsKilledWhileItWritesLeavesTheOldFile(string kind, int moments)
    {
        using var folder = new TestFolder();
        TinyTable.Write(folder, SlowWriter.Table, sizes: [70, 20]);
        long bytes = BytesOf(kind, folder);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ProcessesAtOnce };
        await Parallel.ForAsync(0, moments, options, async (moment, _) => await KillAt(kind, folder, $"{moment}", bytes * moment / moments));
    }

    private static async Task KillAt(string kind, TestFolder parent, string name, long pause)
    {
        string folder = Directory.CreateDirectory(parent[name]).FullName;
        File.Copy(parent[SlowWriter.Table], Path.Combine(folder, SlowWriter.Table));
        string path = Path.Combine(folder, kind);
        byte[] old = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i % 251))];
        File.WriteAllBytes(path, old);
        using Process writer = Dotnet.Start(folder, typeof(SlowWriter).Assembly.Location, SlowWriter.Argument, kind, folder, $"{pause}");
        string? said = await writer.StandardOutput.ReadLineAsync();
        string[] files = Directory.GetFiles(folder);
        writer.Kill(); // SIGKILL: nothing of the process runs any more
        await writer.WaitForExitAsync();
        Assert.AreEqual(SlowWriter.Stopped, said, await writer.StandardError.ReadToEndAsync());
        Assert.IsTrue(old.AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"after {pause} bytes {kind} is {new FileInfo(path).Length} bytes that are not the old ones");
        Assert.HasCount(3, files, $"beside {kind} and the table there must be a file that was being written: {string.Join(", ", files)}");
    }

    /// <summary>Writes the file in this process, and whole.</summary>
    private static long BytesOf(string kind, TestFolder folder)
    {
        SlowDisk? disk = null;
        AtomicFile.Disk = file => disk = new SlowDisk(file, long.MaxValue, () => { });
        try
        {
            SlowWriter.Write(kind, folder.Path);
        }
        finally
        {
            AtomicFile.Disk = file => file;
        }
        Assert.IsGreaterThan(300, new FileInfo(folder[kind]).Length);
        return disk!.Written;
    }
}

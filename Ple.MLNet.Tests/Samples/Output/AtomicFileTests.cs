using System.Runtime.Versioning;
using Microsoft.ML;
using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Tests.Samples.Output;

[TestClass]
public class AtomicFileTests
{
    [TestMethod]
    public void TheTargetChangesOnlyWhenAllIsWritten()
    {
        using var folder = new TestFolder();
        string path = folder["t.csv"];
        File.WriteAllText(path, "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.AreEqual("old", File.ReadAllText(path));
        });
        Assert.AreEqual("new", File.ReadAllText(path));
        AssertOnly(folder, "t.csv");
    }

    [TestMethod]
    public void AModelIsSavedThroughTheStream()
    {
        using var folder = new TestFolder();
        var mlContext = new MLContext();
        DataViewSchema schema = GeneratorInput.Rows(mlContext, 0).Schema;
        ITransformer model = mlContext.Transforms.CopyColumns("Other", "Row").Fit(GeneratorInput.Rows(mlContext, 1));
        ModelFile.Save(folder["model.zip"], mlContext, model, schema);
        Assert.IsNotNull(mlContext.Model.Load(folder["model.zip"], out _).GetOutputSchema(schema).GetColumnOrNull("Other"));
    }

    [TestMethod]
    public void AFailedWriterLeavesTheOldFileAndNothingElse()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["t.csv"], "old");
        Assert.ThrowsExactly<OperationCanceledException>(() => AtomicFile.Write(folder["t.csv"], stream =>
        {
            stream.Write("new"u8);
            throw new OperationCanceledException();
        }));
        Assert.AreEqual("old", File.ReadAllText(folder["t.csv"]));
        AssertOnly(folder, "t.csv");
    }

    [TestMethod]
    public void AFullDiskIsSaidAndLeavesTheOldFile()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["t.csv"], "old");
        AtomicFile.Disk = file => new FullDisk(file, room: 10_000);
        try
        {
            string said = Assert.ThrowsExactly<UserErrorException>(
                () => AtomicFile.WriteLines(folder["t.csv"], Enumerable.Range(0, 10_000).Select(i => $"line {i}"))).Message;
            Assert.AreEqual($"There is no room left on the disk for '{folder["t.csv"]}'. What was there before is unchanged.", said);
        }
        finally
        {
            AtomicFile.Disk = file => file;
        }
        Assert.AreEqual("old", File.ReadAllText(folder["t.csv"]));
        AssertOnly(folder, "t.csv");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public void ALinkStaysALinkAndTheModeStaysTheMode()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["real.csv"], "old");
        File.SetUnixFileMode(folder["real.csv"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder["link.csv"], "real.csv");
        AtomicFile.WriteLines(folder["link.csv"], ["new"]);
        Assert.AreEqual("real.csv", new FileInfo(folder["link.csv"]).LinkTarget);
        Assert.AreEqual("new" + Environment.NewLine, File.ReadAllText(folder["real.csv"]));
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["real.csv"]));
        AssertOnly(folder, "link.csv", "real.csv");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void LinksInEveryPartOfAPathAreFollowed()
    {
        using var folder = new TestFolder();
        string real = RealPath.Of(folder.Path);
        Directory.CreateDirectory(folder["a/b"]);
        File.CreateSymbolicLink(folder["to-b"], "a/b");
        File.CreateSymbolicLink(folder["a/b/file"], "../other");
        File.CreateSymbolicLink(folder["circle"], "circle");
        Assert.AreEqual(Path.Combine(real, "a", "other"), RealPath.Of(folder["to-b/file"]));
        Assert.AreEqual(Path.Combine(real, "a", "b", "none"), RealPath.Of(folder["to-b/none"]));
        Assert.ThrowsExactly<IOException>(() => RealPath.Of(folder["circle"]));
    }

    private static void AssertOnly(TestFolder folder, params string[] names) =>
        CollectionAssert.AreEquivalent(names, Directory.GetFileSystemEntries(folder.Path).Select(p => Path.GetFileName(p)).ToArray());

    /// <summary>Takes so many bytes and then says what Linux says.</summary>
    private sealed class FullDisk(Stream file, int room) : WrappedStream(file)
    {
        private int _written;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if ((_written += count) > room)
                throw new IOException("No space left on device", hresult: 28);
            base.Write(buffer, offset, count);
        }
    }
}

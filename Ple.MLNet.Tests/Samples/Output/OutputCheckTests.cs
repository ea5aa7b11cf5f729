using Ple.MLNet.Samples;
using Ple.MLNet.Samples.Output;

namespace Ple.MLNet.Tests.Samples.Output;

[TestClass]
public class OutputCheckTests
{
    [TestMethod]
    public void FoldersAreMadeAndLeftEmpty()
    {
        using var folder = new TestFolder();
        Assert.AreEqual(folder["a/b/out.csv"], OutputCheck.File(folder["a/b/out.csv"]));
        Assert.AreEqual(folder["c/d"], OutputCheck.Folder(folder["c/d"], ["out.csv"]));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder["a/b"]));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder["c/d"]));
    }

    [TestMethod]
    public void FilesThatAreThereStayAsTheyAre()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["out.csv"], "old");
        OutputCheck.File(folder["out.csv"]);
        OutputCheck.Folder(folder.Path, ["out.csv"]);
        Assert.AreEqual("old", File.ReadAllText(folder["out.csv"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void AnInputIsNoOutput()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(folder["data/in.csv"], "");
        File.CreateSymbolicLink(folder["link.csv"], folder["data/in.csv"]);
        Directory.CreateSymbolicLink(folder["link"], folder["data"]);
        foreach (string name in (string[])["data/in.csv", "data/../data/in.csv", "link.csv", "link/in.csv"])
        {
            StringAssert.Contains(Said(() => OutputCheck.File(folder[name], folder["data/in.csv"])), "would be overwritten");
            StringAssert.Contains(Said(() => OutputCheck.File(folder["data/in.csv"], folder[name])), "would be overwritten");
        }
        StringAssert.Contains(Said(() => OutputCheck.Folder(folder["link"], ["other.csv", "in.csv"], folder["link.csv"])), "would be overwritten");
        OutputCheck.Folder(folder["link"], ["other.csv"], folder["link.csv"]);
    }

    [TestMethod]
    public void WhatCannotBeWrittenIsSaid()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["file"], "");
        Directory.CreateDirectory(folder["out.csv"]);
        StringAssert.Contains(Said(() => OutputCheck.File(folder["out.csv"])), $"'{folder["out.csv"]}' is a folder; name a file.");
        StringAssert.Contains(Said(() => OutputCheck.File(folder["new"] + "/")), "is a folder; name a file.");
        StringAssert.Contains(Said(() => OutputCheck.Folder(folder.Path, ["out.csv"])), "is a folder; name a file.");
        StringAssert.Contains(Said(() => OutputCheck.Folder(folder["file"], [])), $"'{folder["file"]}' cannot be written: ");
        StringAssert.Contains(Said(() => OutputCheck.File(folder["file/out.csv"])), $"'{folder["file/out.csv"]}' cannot be written: ");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void DevicesAreNotReplacedByFiles() => StringAssert.Contains(Said(() => OutputCheck.File("/dev/null")), "'/dev/null' is a pipe or a device; name a file.");

    private static string Said(Action check) => Assert.ThrowsExactly<UserErrorException>(check).Message;
}

using System.IO.Compression;
using Ple.MLNet.Tests.Packaging;
using Ple.MLNet.Tests.Samples.Images;

namespace Ple.MLNet.Tests.Samples;

/// <summary>The samples as a user starts them, twice: the same seed and one thread give the same bits in another process.</summary>
[TestClass]
public class TwoProcessTests
{
    private static readonly string _samples = typeof(Ple.MLNet.Samples.GeneratorInput).Assembly.Location;

    [TestMethod]
    [TestCategory("Long")]
    public async Task TheSameSeedGivesTheSameBitsInTwoProcesses()
    {
        using var folder = new TestFolder();
        TinyImages.Write(folder.Path, TinyImages.BarsFolder());
        await Task.WhenAll(Train("first"), Train("second"));
        CollectionAssert.AreEqual(Scores(folder["first/fairness.csv"]), Scores(folder["second/fairness.csv"]));
        CollectionAssert.AreEqual(File.ReadAllLines(folder["first/oracles.csv"]), File.ReadAllLines(folder["second/oracles.csv"]));
        AssertSame(Entries(folder["first/generator.zip"]), Entries(folder["second/generator.zip"]));
        AssertSame(Pictures(folder["first"]), Pictures(folder["second"]));

        await Task.WhenAll(Generate("first"), Generate("second"));
        Dictionary<string, byte[]> pictures = Pictures(folder["first/made"]);
        Assert.HasCount(20 + 1, pictures);
        AssertSame(pictures, Pictures(folder["second/made"]));

        Task Train(string output) => Dotnet.Run(folder.Path, _samples, "fairness", "--preset", "smoke", "--data", folder.Path,
            "--majority", "0", "--minority", "2", "--imbalance-ratio", "4", "--cache", "none", "--output", output);
        Task Generate(string output) => Dotnet.Run(folder.Path, _samples, "generate", "--model", output + "/generator.zip", "--count", "20", "--output", output + "/made");
    }

    /// <summary>The cells but the seconds.</summary>
    private static string[] Scores(string csv)
    {
        string[] lines = File.ReadAllLines(csv);
        int seconds = Array.IndexOf(lines[0].Split(','), "seconds");
        return [.. lines.SelectMany(line => line.Split(',').Where((_, column) => column != seconds))];
    }

    /// <summary>The files in a zip file, without the times that they were written at.</summary>
    private static Dictionary<string, byte[]> Entries(string zip)
    {
        using ZipArchive archive = ZipFile.OpenRead(zip);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return copy.ToArray();
        });
    }

    private static Dictionary<string, byte[]> Pictures(string folder) =>
        Directory.GetFiles(folder, "*.png").ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    private static void AssertSame(Dictionary<string, byte[]> first, Dictionary<string, byte[]> second)
    {
        CollectionAssert.AreEquivalent(first.Keys, second.Keys);
        foreach ((string name, byte[] content) in first)
            CollectionAssert.AreEqual(content, second[name], name);
    }
}

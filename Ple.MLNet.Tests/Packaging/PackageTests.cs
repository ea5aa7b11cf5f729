using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Ple.MLNet.Generation;
using Ple.MLNet.Images;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Samples;

namespace Ple.MLNet.Tests.Packaging;

/// <summary>What a user meets: the package in an application of their own.</summary>
[TestClass]
public class PackageTests
{
    /// <summary>Loads the models whose files it is given, and prints the rows that each makes of one small table. It knows ML.NET alone.</summary>
    private const string ModelReader = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var mlContext = new MLContext();
        IDataView table = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i => new Row(new float[8], i < 3 ? "a" : "b")));
        foreach (string file in args)
        {
            ITransformer model = mlContext.Model.Load(file, out _);
            foreach (var row in model.Transform(table).Preview().RowView)
                Console.WriteLine(string.Join(' ', row.Values.Select(v => v.Value is VBuffer<float> vector ? string.Join(' ', vector.DenseValues()) : v.Value)));
        }

        record Row([property: VectorType(8)] float[] Features, string PredictedLabel);
        """;

    private static PackageFeed _feed = null!;

    [ClassInitialize]
    public static async Task Pack(TestContext _) => _feed = await PackageFeed.Pack();

    [ClassCleanup]
    public static void Remove() => _feed.Dispose();

    [TestMethod]
    [TestCategory("Long")]
    public async Task AnApplicationThatNamesOnlyMlNetLoadsSavedModels()
    {
        using var folder = new TestFolder();
        var mlContext = new MLContext(seed: 1);
        float middle = SmallGenerator.Rows().Average(row => row.Features[0]);
        IDataView real = mlContext.Data.LoadFromEnumerable(
            SmallGenerator.Rows().Select(row => new Classified(row.Features, row.Features[0] > middle ? "b" : "a")).ToArray());
        using PleGenerativeTransformer generator = SmallGenerator.Fit(mlContext);
        ITransformer[] models =
        [
            generator,
            mlContext.Ple.FidScorer().Fit(real),
            mlContext.Ple.ClassImbalanceFairness(labelColumnName: nameof(Classified.PredictedLabel)).Fit(real),
            mlContext.Ple.ImageClassifier(new ImageClassifierOptions { FeatureColumnName = nameof(Classified.Features), LabelColumnName = nameof(Classified.PredictedLabel), Width = 4, Height = 2, Epochs = 40, Seed = 1 })
                .Append(mlContext.Ple.ClassImbalanceFairness(labelColumnName: nameof(Classified.PredictedLabel))).Fit(real),
        ];
        string[] files = [.. models.Select((model, i) => folder[$"model{i}.zip"])];
        for (int i = 0; i < models.Length; i++)
            mlContext.Model.Save(models[i], real.Schema, files[i]);

        string application = await _feed.BuildApplication("ModelReader", ModelReader);
        string printed = await Dotnet.Run(application, ["app/ModelReader.dll", .. files]);

        IDataView table = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i => new Classified(new float[SmallGenerator.Size], i < 3 ? "a" : "b")));
        string[] expected = [.. models.SelectMany(model => model.Transform(table).Preview().RowView).Select(Text)];
        CollectionAssert.AreEqual(expected, printed.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.HasCount(5 + 1 + 2 + 2, expected);
    }

    [TestMethod]
    [TestCategory("Long")]
    public async Task TheProgramsOfTheReadmeRun()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        MatchCollection programs = Regex.Matches(readme, "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.HasCount(4, programs);
        foreach ((int number, Match program) in programs.Index())
        {
            string folder = await _feed.BuildApplication($"Readme{number}", program.Groups[1].Value);
            string printed = await Dotnet.Run(folder, $"app/Readme{number}.dll");
            int lines = program.Value.Contains("SelfConsumingLoop", StringComparison.Ordinal) ? 2 + 5 : program.Value.Contains("BestClassifier", StringComparison.Ordinal) ? 3 + 2 + 10 : 5;
            Assert.HasCount(lines, printed.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
            if (program.Value.Contains("generator.zip", StringComparison.Ordinal))
                ((IDisposable)new MLContext().Model.Load(Path.Combine(folder, "generator.zip"), out _)).Dispose();
        }
    }

    /// <summary>A package has no files beside its README. Everything but the links is the repository's.</summary>
    [TestMethod]
    public void LinksOfThePackagesReadmeAreAbsolute()
    {
        const string Files = "https://github.com/ple-mlnet/Ple.MLNet/blob/main/", Pictures = "https://raw.githubusercontent.com/ple-mlnet/Ple.MLNet/main/";
        string original = File.ReadAllText(Path.Combine(Repository.Root, "README.md")), packed = _feed.Read("README.md");
        string[] links = [.. Regex.Matches(packed, @"\]\(([^)]+)\)").Select(m => m.Groups[1].Value)];
        Assert.IsGreaterThan(1, links.Length);
        Assert.IsTrue(links.All(link => Uri.TryCreate(link, UriKind.Absolute, out _)), string.Join(", ", links));
        foreach (Match picture in Regex.Matches(packed, @"!\[[^\]]*\]\(([^)]+)\)"))
            StringAssert.StartsWith(picture.Groups[1].Value, Pictures);
        Assert.DoesNotContain("src=", packed, "Pictures in HTML would need the same.");
        foreach (string link in links.Where(l => l.StartsWith("https://github.com/ple-mlnet", StringComparison.Ordinal) || l.StartsWith(Pictures, StringComparison.Ordinal)))
            Assert.IsTrue(File.Exists(Path.Combine(Repository.Root, link.Replace(Files, "", StringComparison.Ordinal).Replace(Pictures, "", StringComparison.Ordinal))), link);
        Assert.AreEqual(original.Trim(), packed.Replace(Files, "", StringComparison.Ordinal).Replace(Pictures, "", StringComparison.Ordinal).Trim());
    }

    /// <summary>A version pinned for this repository's own programs is none of the package's business.</summary>
    [TestMethod]
    public void ThePackageDependsOnWhatTheLibraryUsesAlone()
    {
        string[] dependencies = [.. _feed.Nuspec().Descendants().Where(e => e.Name.LocalName == "dependency").Select(d => $"{d.Attribute("id")!.Value} {d.Attribute("version")!.Value}")];
        string[] expected =
        [
            $"MathNet.Numerics {Repository.PackageVersion("MathNet.Numerics")}",
            "Microsoft.ML [5.0.1, 5.1.0)",
            $"Microsoft.ML.FastTree {Repository.PackageVersion("Microsoft.ML.FastTree")}",
            $"Microsoft.ML.ImageAnalytics {Repository.PackageVersion("Microsoft.ML.ImageAnalytics")}",
            $"Microsoft.ML.LightGbm {Repository.PackageVersion("Microsoft.ML.LightGbm")}",
            $"Microsoft.ML.OnnxRuntime.Managed {Repository.PackageVersion("Microsoft.ML.OnnxRuntime.Managed")}",
            $"System.Numerics.Tensors {Repository.PackageVersion("System.Numerics.Tensors")}",
            $"TorchSharp {Repository.PackageVersion("TorchSharp")}",
        ];
        CollectionAssert.AreEquivalent(expected, dependencies);
    }

    [TestMethod]
    public void ThePackageSaysWhatItIsAndWhereItIsFrom()
    {
        XElement metadata = _feed.Nuspec().Root!.Elements().Single();
        XElement Of(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name) ?? throw new AssertFailedException($"The package has no '{name}'.");
        Assert.AreEqual("git https://github.com/ple-mlnet/Ple.MLNet", $"{Of("repository").Attribute("type")?.Value} {Of("repository").Attribute("url")?.Value}");
        Assert.AreEqual("https://github.com/ple-mlnet/Ple.MLNet", Of("projectUrl").Value);
        Assert.AreEqual("expression MIT", $"{Of("license").Attribute("type")?.Value} {Of("license").Value}");
        Assert.AreEqual("README.md", Of("readme").Value);
        byte[] icon = _feed.Bytes(Of("icon").Value);
        Assert.AreEqual("\u0089PNG", Encoding.Latin1.GetString(icon, 0, 4));
        Assert.AreEqual((128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    [TestMethod]
    public void TheSymbolsAreThoseOfTheLibrary()
    {
        using var library = new PEReader(new MemoryStream(_feed.Bytes("lib/net10.0/Ple.MLNet.dll")));
        DebugDirectoryEntry entry = library.ReadDebugDirectory().Single(e => e.Type == DebugDirectoryEntryType.CodeView);
        using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(_feed.Bytes("lib/net10.0/Ple.MLNet.pdb", "snupkg")));
        var found = new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id);
        Assert.AreEqual((library.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp), (found.Guid, found.Stamp));
    }

    private static string Text(DataDebuggerPreview.RowInfo row) =>
        string.Join(' ', row.Values.Select(v => v.Value is VBuffer<float> vector ? string.Join(' ', vector.DenseValues()) : v.Value));

    private sealed record Classified([property: VectorType(SmallGenerator.Size)] float[] Features, string PredictedLabel);
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML;
using Ple.MLNet.Generation;
using Ple.MLNet.Interop;
using Ple.MLNet.Tests.Generation;
using Ple.MLNet.Tests.Packaging;
using Ple.MLNet.Tests.Samples;
using Ple.MLNet.Tests.Tables;
using Ple.MLNet.Training;

namespace Ple.MLNet.Tests.Training;

/// <summary>What "the same bits" needs: other processes, with libtorch's vector instructions as they are and without them.</summary>
[TestClass]
public class ReproducibilityTests
{
    private const string FolderVariable = "PLE_MLNET_CHILD_FOLDER", CapabilityVariable = "ATEN_CPU_CAPABILITY";
    private static readonly string[] _kinds = ["vector", "table", "hypernetwork"];

    /// <summary>In a process that the test below starts: fits and saves, and writes the rows of its own models and of those it finds.</summary>
    [TestMethod]
    public void Child()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
        {
            Assert.Inconclusive("A part of the test below.");
            return;
        }
        var ml = new MLContext(seed: 1);
        foreach (string kind in _kinds)
        {
            using PleGenerativeTransformer generator = Fit(ml, kind, out IDataView data);
            ml.Model.Save(generator, data.Schema, Path.Combine(folder, kind + ".zip"));
            WriteRows(generator, Path.Combine(folder, kind + ".own"));
            string found = Path.Combine(folder, "..", "first", kind + ".zip");
            if (!File.Exists(found))
                continue;
            using var loaded = (PleGenerativeTransformer)ml.Model.Load(found, out _);
            WriteRows(loaded, Path.Combine(folder, kind + ".first"));
        }
    }

    [TestMethod]
    public async Task TheSameInstructionSetGivesTheSameBitsAndTheSummaryNamesIt()
    {
        if (TorchRuntime.CpuCapability == "default")
            Assert.Inconclusive("This processor has nothing to leave out.");
        using var folder = new TestFolder();
        await RunChild(folder["first"], null);
        await Task.WhenAll(RunChild(folder["second"], null), RunChild(folder["plain"], "default"));
        var ml = new MLContext();
        foreach (string kind in _kinds)
        {
            TrainingSummary Summary(string run)
            {
                using var model = (PleGenerativeTransformer)ml.Model.Load(folder[$"{run}/{kind}.zip"], out _);
                return model.Summary;
            }

            Assert.AreEqual(TorchRuntime.CpuCapability, Summary("first").CpuCapability);
            Assert.AreEqual("default", Summary("plain").CpuCapability);
            Assert.AreEqual(JsonSerializer.Serialize(Summary("first")), JsonSerializer.Serialize(Summary("second")));
            Assert.AreEqual(Summary("first").TorchVersion, Summary("plain").TorchVersion);
            StringAssert.Matches(Summary("first").TorchVersion, new(@"^\d+\.\d+\.\d+"));
            string[] own = File.ReadAllLines(folder[$"first/{kind}.own"]);
            CollectionAssert.AreEqual(own, File.ReadAllLines(folder[$"second/{kind}.own"]), kind);
            CollectionAssert.AreEqual(own, File.ReadAllLines(folder[$"second/{kind}.first"]), kind);
            // Without the vector instructions another model is trained; the rows of the same model are the same but for rounding.
            string[] retrained = File.ReadAllLines(folder[$"plain/{kind}.own"]), made = File.ReadAllLines(folder[$"plain/{kind}.first"]);
            Console.WriteLine($"{kind}: {Differing(own, retrained)} of {own.Length} rows of a model trained again differ, {Differing(own, made)} of the same saved " +
                $"model, there by at most {own.Zip(made).Max(r => Difference(r.First, r.Second)):g2}");
            Assert.AreNotEqual(0, Differing(own, retrained), kind);
            Assert.IsTrue(own.Zip(made).All(r => Difference(r.First, r.Second) < 1e-5), kind);
        }
    }

    /// <summary>libtorch's own answer, where its function can be called by name.</summary>
    [TestMethod]
    public unsafe void TheCapabilityIsTheOneThatLibtorchSays()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Assert.Inconclusive("The function has another name here.");
        string library = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libtorch_cpu.so");
        // std::string at::get_cpu_capability(): a pointer to the text, its length, and room for short texts.
        var function = (delegate* unmanaged<nint*, nint*>)NativeLibrary.GetExport(NativeLibrary.Load(library), "_ZN2at18get_cpu_capabilityB5cxx11Ev");
        nint* text = stackalloc nint[4];
        function(text);
        string said = Marshal.PtrToStringUTF8(text[0], (int)text[1]);
        Assert.AreEqual(said, TorchRuntime.CpuCapability.ToUpperInvariant());
    }

    private static PleGenerativeTransformer Fit(MLContext ml, string kind, out IDataView data)
    {
        bool isTable = kind == "table";
        data = isTable ? MixedTable.Make(ml) : SmallGenerator.Data(ml);
        GenerativeTrainerOptions options = isTable ? SmallTableGenerator.Options(steps: 200)
            : SmallGenerator.Options(kind == "vector" ? EstimationMethod.MaximumLikelihood : EstimationMethod.Hypernetwork, CorrectionKind.Automatic, steps: 200);
        return ml.Ple.GenerativeTrainer(options).Fit(data);
    }

    private static void WriteRows(PleGenerativeTransformer generator, string path) => File.WriteAllLines(path, MixedTable.Dump(generator.Generate(500)));

    private static int Differing(string[] first, string[] second) => first.Zip(second).Count(r => r.First != r.Second);

    /// <summary>The largest difference between numbers of two rows, relative above 1; infinite where words differ.</summary>
    private static double Difference(string first, string second) => first.Split(' ', '|').Zip(second.Split(' ', '|')).Max(v =>
        v.First == v.Second ? 0
        : double.TryParse(v.First, out double a) && double.TryParse(v.Second, out double b) ? Math.Abs(a - b) / Math.Max(1, Math.Abs(a))
        : double.PositiveInfinity);

    private static Task<string> RunChild(string folder, string? capability)
    {
        Directory.CreateDirectory(folder);
        return Dotnet.Run(folder, new Dictionary<string, string?> { [FolderVariable] = folder, [CapabilityVariable] = capability },
            typeof(ReproducibilityTests).Assembly.Location, "--filter", $"FullyQualifiedName={typeof(ReproducibilityTests).FullName}.{nameof(Child)}",
            "--results-directory", folder);
    }
}

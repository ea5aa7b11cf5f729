using Ple.MLNet.Benchmarks;
using Ple.MLNet.Benchmarks.Damage;
using Ple.MLNet.Benchmarks.Gpu;
using Ple.MLNet.Benchmarks.Peers;
using Ple.MLNet.Benchmarks.Scores;
using Ple.MLNet.Benchmarks.Steps;
using Ple.MLNet.Benchmarks.Stress;
using Ple.MLNet.Benchmarks.Users;
using Ple.MLNet.Interop;

var commands = new Dictionary<string, (string Purpose, Func<int> Run)>
{
    ["step"] = ("one training step with 1.16 million weights: fused hypernetwork against plain VAE and ordinary autograd (3 minutes)",
        () => StepReport.Run()),
    ["small-step"] = ("one training step with 57 thousand weights, the size of the samples (1 minute)", () => BenchmarkRun.Of<SmallStepBenchmarks>().Print()),
    ["peak"] = ("peak memory of the fused step, in a process of its own", () => PeakMemory.Run()),
    ["memory"] = ("2,000 training steps: resident memory and living tensors", () => MemoryOverSteps.Run()),
    ["mixture"] = ("a fit of the latent mixture", () => BenchmarkRun.Of<MixtureBenchmarks>().Print()),
    ["fid"] = ("the Frechet distance", () => BenchmarkRun.Of<FrechetBenchmarks>().Print()),
    ["damage"] = ("damaged copies of all kinds of model files, loaded and used (damage [--copies 10000] [--seed 1])",
        () => DamageCommand.Run(args, (int)Option("--copies", 10_000), (int)Option("--seed", 1))),
    ["rounds"] = ("models loaded, used and disposed of: tensors and memory, beside TorchSharp alone (rounds [--count 5000]; with DOTNET_TieredCompilation=0, or .NET's own compiling shows)",
        () => LoadRounds.Run((int)Option("--count", 5000))),
    ["stress"] = ("fits, rows and scores beside threads that allocate and collect (stress [--minutes 40] [--allocating 2] [--collecting 1])",
        () => StressCommand.Run(Option("--minutes", 40), (int)Option("--allocating", 2), (int)Option("--collecting", 1))),
    ["fid-files"] = ("FID from files of features to the number beside numpy and scipy (fid-files [python], default /usr/bin/python3; 10 minutes)",
        () => FidFileReport.Run(args.ElementAtOrDefault(1) ?? "/usr/bin/python3")),
    ["coverage"] = ("how often the intervals of a fairness report cover the truth (coverage [--repetitions 500])", () => CoverageCommand.Run((int)Option("--repetitions", 500))),
    ["stream"] = ("a million rows of 64 features scored from a text file: seconds and memory (stream [--rows 1000000])", () => StreamCommand.Run((int)Option("--rows", 1_000_000))),
    ["users"] = ("what users wait for beside the best other way to do it: rows generated, engines, over-sampling (users [--quick] [--only TEXT] [--python /usr/bin/python3]; 10 minutes, quick 1)",
        () => UsersCommand.Run(Text("--python") ?? "/usr/bin/python3", args.Contains("--quick"), Text("--only"))),
    ["gpu-check"] = ("whether a GPU computes what the CPU does: a step of each model on both (gpu-check [--device auto]; build with -p:TorchBackend=cuda-linux)",
        () => GpuCheckCommand.Run(Text("--device") ?? "auto")),
    ["peers"] = ("the same steps and the same Frechet distances in PyTorch and scipy (peers [python], default /usr/bin/python3)",
        () => PeerReport.Run(args.ElementAtOrDefault(1) ?? "/usr/bin/python3")),
};

if (args.Length == 0 || !commands.TryGetValue(args[0], out var command))
{
    Console.WriteLine("Usage: dotnet run --project Ple.MLNet.Benchmarks -c Release -- COMMAND");
    foreach ((string name, (string purpose, _)) in commands)
        Console.WriteLine($"  {name,-12} {purpose}");
    return args.Length == 0 ? 0 : 1;
}
TorchBackend.EnsureLoaded();
return command.Run();

string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;

double Option(string name, double byDefault)
    => Array.IndexOf(args, name) is >= 0 and var at ? double.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : byDefault;
